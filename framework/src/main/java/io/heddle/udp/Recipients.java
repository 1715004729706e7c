package io.heddle.udp;

import io.heddle.internal.scope.Scope;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// To whom datagrams go: a pool of handlers, or sessions. Shared by the sockets of a server.
interface Recipients {

    /// Passes on what a socket has received, and starts the threads that are wanting. Called by
    /// each loop again and again, also when it has received nothing and was woken. Does not block.
    ///
    /// @param scope of the calling loop
    /// @return whether to call again in a millisecond, whatever comes
    boolean deliver(List<Datagram> batch, Scope scope);

    /// Offers the calling loop's socket to whom is going to run out of datagrams soon.
    ///
    /// @return whether somebody will take it
    default boolean offer(SocketRole role) {
        return false;
    }

    /// Whether the loop should take its socket back. To be asked every millisecond.
    default boolean isToBeTakenBack(SocketRole role) {
        return true;
    }

    /// Nothing comes any more: what is under way may end.
    void end(SessionEnd reason);

    /// How many handlers run.
    int running();

    /// How many of them have ended.
    long ended();

    /// Whether nobody works, and nothing waits.
    boolean isQuiet();

    /// The threads that run handlers, with whom they serve, as far as it is known.
    List<HandlerThread> threads();

    /// A thread that runs a handler.
    ///
    /// @param number of its worker or session
    /// @param peer whom it serves
    /// @param age since when
    /// @param idle for how long nothing has come
    /// @param bytesIn what has come from the peer
    /// @param bytesOut what was sent to it, as far as is known
    record HandlerThread(
            long number,
            Thread thread,
            InetSocketAddress peer,
            Duration age,
            Duration idle,
            long bytesIn,
            long bytesOut) {}
}
