package io.heddle;

import java.util.Objects;

/// How a listener is bound.
///
/// @param backlog how many peers may wait in the kernel until they are accepted, at least 1; the
///   default is 4096, and the system may cap it (`net.core.somaxconn` on Linux)
/// @param options options of the listening socket; `SO_RCVBUF` belongs here to be in force from the
///   first byte on
/// @param sockets by how many sockets of the same port peers are accepted, each by a thread of its
///   own and with a backlog of its own, 1 to 64; limits count them as one listener
/// @param unixAccess who may connect, if it is a Unix-domain socket
/// @param inherited whether it is bound already: the process was given the socket, as its standard
///   input. Backlog, mode and owner are then those that the giver chose
public record Binding(
        int backlog, SocketOptions options, int sockets, UnixAccess unixAccess, boolean inherited) {

    private static final int MOST_SOCKETS = 64;

    /// The backlog of a listener that sets none.
    public static final int DEFAULT_BACKLOG = 4096;

    /// The binding of a listener that sets none.
    public static final Binding DEFAULT =
            new Binding(DEFAULT_BACKLOG, SocketOptions.NONE, 1, UnixAccess.OWNER_ONLY, false);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public Binding {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(unixAccess, "unixAccess");
        new Problems()
                .atLeast("backlog", 1, backlog)
                .between("sockets", 1, MOST_SOCKETS, sockets)
                .throwIfAny();
    }

    /// A copy with another backlog, at least 1.
    public Binding withBacklog(int backlog) {
        return new Binding(backlog, options, sockets, unixAccess, inherited);
    }

    /// A copy with other options of the listening socket.
    public Binding withOptions(SocketOptions options) {
        return new Binding(backlog, options, sockets, unixAccess, inherited);
    }

    /// A copy that accepts by so many sockets, 1 to 64, which have the option `SO_REUSEPORT`: the
    /// system deals peers out to them. Not for Unix-domain sockets. docs/addresses-and-options.md
    /// says when that helps.
    public Binding withSockets(int sockets) {
        return new Binding(backlog, options, sockets, unixAccess, inherited);
    }

    /// A copy for other peers of a Unix-domain socket.
    public Binding withUnixAccess(UnixAccess unixAccess) {
        return new Binding(backlog, options, sockets, unixAccess, inherited);
    }

    Binding asInherited() {
        return new Binding(backlog, options, sockets, unixAccess, true);
    }
}
