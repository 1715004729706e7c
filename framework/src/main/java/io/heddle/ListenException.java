package io.heddle;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// A listener cannot be opened: the port is taken, the address is not ours, or the right to use it
/// is missing; or there is no socket to inherit. The cause is the operating system's answer, if it
/// gave one.
public sealed class ListenException extends HeddleException permits SocketFileException {

    private static final long serialVersionUID = 1L;

    /// @param address what cannot be bound
    /// @param cause what the operating system says
    public ListenException(SocketAddress address, Exception cause) {
        super("cannot listen on " + Addresses.print(address) + ": " + cause.getMessage(), cause);
    }

    ListenException(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
