package io.heddle;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// A connection could not be made. The cause is the system's answer, if it gave one.
public final class ConnectFailedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final SocketAddress address;
    private final ConnectFailure reason;

    /// @param what more about it, for people
    ConnectFailedException(
            SocketAddress address, ConnectFailure reason, String what, @Nullable Throwable cause) {
        super("cannot connect to " + Addresses.print(address) + ": " + what, cause);
        this.address = address;
        this.reason = reason;
    }

    /// Where to.
    public SocketAddress address() {
        return address;
    }

    /// Why not.
    public ConnectFailure reason() {
        return reason;
    }
}
