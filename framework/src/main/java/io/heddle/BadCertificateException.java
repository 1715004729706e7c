package io.heddle;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A certificate, its key, or a list of authorities of ours cannot be used. Thrown where they are
/// read: before a server starts, or on a reload, which goes on with the old ones.
///
/// The message is a plain sentence with the file's name. Nothing of a key or a password is in it.
public final class BadCertificateException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// Of anything.
    ///
    /// @param what cannot be used, `certificate file /etc/cert.pem` say
    /// @param why it cannot be, without a full stop
    /// @param cause what says more, or null
    public BadCertificateException(String what, String why, @Nullable Throwable cause) {
        super("cannot use " + what + ": " + why, cause);
    }

    /// Of a file.
    ///
    /// @param kind of file: `key file`, say
    /// @param cause what says more, or null
    public BadCertificateException(String kind, Path file, String why, @Nullable Throwable cause) {
        this(kind + " " + file, why, cause);
    }
}
