package io.heddle.udp;

import io.heddle.ShutdownReport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Is told what happens to a datagram server. There is no event for a datagram; the server counts
/// them ([DatagramServer#received()]).
///
/// What concerns a session or a handler is told on its thread, so an observer that blocks holds it
/// up; all else is told on a thread of the observer's own. Be quick. What an observer throws goes
/// no further.
public interface DatagramObserver {

    /// The server listens.
    default void started(DatagramServer server) {}

    /// The server has begun to stop.
    default void draining(DatagramServer server) {}

    /// A shutdown is over.
    default void drained(DatagramServer server, ShutdownReport report) {}

    /// The server has stopped. The last that is told.
    default void stopped(DatagramServer server) {}

    /// A handler of a datagram or of a session failed.
    default void failed(DatagramServer server, InetSocketAddress peer, Throwable failure) {}

    /// A session has begun.
    default void opened(DatagramSession session) {}

    /// A session has ended.
    default void closed(DatagramSession session, SessionEnd end) {}

    /// Datagrams were dropped: told at most once a second for each reason.
    ///
    /// @param count how many since it was told last, at least 1
    default void dropped(DatagramServer server, DropReason reason, long count) {}

    /// Receiving failed; it is tried again after a pause. Told at most once a second for each
    /// socket.
    ///
    /// @param failures how many times since it was told last, at least 1
    /// @param cause of the last one
    default void receiveFailed(
            DatagramServer server, InetSocketAddress address, long failures, Throwable cause) {}

    /// Another observer failed for the first time, or lost events because it is too slow.
    ///
    /// @param failure what it threw; null if it is too slow
    default void observerFailed(DatagramObserver observer, @Nullable Throwable failure) {}
}
