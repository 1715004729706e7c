package io.heddle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What the world outside did to a server or a connection. The kinds are few and sealed, so that a
/// handler can tell them apart by type; nobody has to read messages.
///
/// Mistakes of the caller are `IllegalArgumentException` and `IllegalStateException` instead.
public abstract sealed class HeddleException extends IOException
        permits AmplificationException,
                BadCertificateException,
                ConnectFailedException,
                ConnectionClosedException,
                FrameTooLongException,
                IcmpException,
                LineTooLongException,
                ListenException,
                LookupFailedException,
                MalformedFrameException,
                OverloadedException,
                PeerClosedException,
                PeerResetException,
                PermissionException,
                PreambleException,
                TransportException,
                WaitEndedException {

    private static final long serialVersionUID = 1L;

    HeddleException(String message) {
        super(message);
    }

    HeddleException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
