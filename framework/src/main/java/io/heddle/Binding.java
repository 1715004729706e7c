package io.heddle;

import java.util.Objects;

/// How a listener is bound.
///
/// @param backlog how many peers may wait in the kernel until they are accepted, at least 1; the
///   default is 4096, and the system may cap it (`net.core.somaxconn` on Linux)
/// @param options options of the listening socket; `SO_RCVBUF` belongs here to be in force from the
///   first byte on
/// @param unixAccess who may connect, if it is a Unix-domain socket
public record Binding(int backlog, SocketOptions options, UnixAccess unixAccess) {

    /// The backlog of a listener that sets none.
    public static final int DEFAULT_BACKLOG = 4096;

    /// The binding of a listener that sets none.
    public static final Binding DEFAULT =
            new Binding(DEFAULT_BACKLOG, SocketOptions.NONE, UnixAccess.OWNER_ONLY);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public Binding {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(unixAccess, "unixAccess");
        new Problems().atLeast("backlog", 1, backlog).throwIfAny();
    }

    /// A copy with another backlog, at least 1.
    public Binding withBacklog(int backlog) {
        return new Binding(backlog, options, unixAccess);
    }

    /// A copy with other options of the listening socket.
    public Binding withOptions(SocketOptions options) {
        return new Binding(backlog, options, unixAccess);
    }

    /// A copy for other peers of a Unix-domain socket.
    public Binding withUnixAccess(UnixAccess unixAccess) {
        return new Binding(backlog, options, unixAccess);
    }
}
