package io.heddle;

import java.net.SocketAddress;

/// A listener cannot be opened: the port is taken, the address is not ours, or the right to use it
/// is missing. The cause is the operating system's answer.
public sealed class ListenException extends HeddleException permits SocketFileException {

    private static final long serialVersionUID = 1L;

    ListenException(SocketAddress address, Exception cause) {
        super("cannot listen on " + Addresses.print(address) + ": " + cause.getMessage(), cause);
    }
}
