package io.heddle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told what happens in a server: for logs, meters, traces.
///
/// Most methods are called on the thread on which it happens, which waits meanwhile, so they must
/// be quick and must not block. [#rejected], [#timedOut], [#acceptFailed], [#alarmed], [#draining],
/// [#drained], [#stalled] and [#observerFailed] are called a little later, in their order, on a
/// thread that the server has for the observer: accepting and timing wait for nobody. If that
/// thread is more than 1,024 events behind, further ones are lost.
///
/// An observer that throws disturbs neither the server nor other observers. One that blocks for a
/// second or two is left out until it returns; the threads that are in it stay there. A start has
/// exactly one end: each [#started] one [#stopped], each [#accepted] one [#closed].
public interface ServerObserver {

    /// The server listens. Called on the thread that starts it, before `start` returns: who blocks
    /// here holds up that start, and nothing else.
    default void started(SocketServer server) {}

    /// The server has stopped: all its listeners and connections are gone. The last call, on the
    /// thread that the server has for the observer; the server waits for it, a second at most.
    default void stopped(SocketServer server) {}

    /// A peer was accepted; its handler is about to be called, on this thread.
    default void accepted(Connection connection) {}

    /// A peer was accepted by the kernel and turned away by us.
    default void rejected(Rejection rejection) {}

    /// A handshake is over ([Connection#handshake]).
    ///
    /// @param failure what ended it; null if it went well
    default void handshaken(Connection connection, Duration took, @Nullable Throwable failure) {}

    /// A handler has returned, or thrown; what it wrote may still be on its way. [#failed] may
    /// follow, and [#closed] does.
    ///
    /// @param took how long the handler ran, waits included
    default void handled(Connection connection, Duration took) {}

    /// A handler threw something that is not its connection's own end. [#closed] follows.
    default void failed(Connection connection, Throwable failure) {}

    /// A connection is over a soft limit: who waits in it gets a [ConnectionTimedOutException]. At
    /// most once for each time that a limit is over; [#closed] need not follow, and may have come
    /// before.
    default void timedOut(Connection connection, TimeoutPhase phase) {}

    /// A connection has ended and its socket is closed. The connection still tells its addresses,
    /// its bytes and its attributes.
    default void closed(Connection connection, CloseReason reason) {}

    /// A listener could not accept, will pause, and will try again. Called at most once a second.
    ///
    /// @param listener the name of the listener
    /// @param failures how often it happened since the last call, at least 1
    /// @param cause what happened last
    default void acceptFailed(
            String listener, AcceptFailure kind, long failures, Throwable cause) {}

    /// So many connections are open that somebody wanted to know ([Limits#alarms()]). At most once
    /// in the alarm's cool-down.
    default void alarmed(SocketServer server, Alarm alarm, int connections) {}

    /// The server is about to stop and is no longer ready ([SocketServer#shutdown(ShutdownPlan)]).
    default void draining(SocketServer server) {}

    /// A shutdown is over. [#stopped] follows as soon as no handler runs any more.
    default void drained(SocketServer server, ShutdownReport report) {}

    /// Something about the machine or the configuration is not as it should be. Told when the
    /// server starts, after [#started], once for each finding.
    default void warned(SocketServer server, StartupFinding finding) {}

    /// Something in the process does not move ([Stall.Kind]).
    default void stalled(SocketServer server, Stall stall) {}

    /// Another observer of the server threw, or blocks. Told once for each observer and kind.
    ///
    /// @param failure what it threw; null if it blocks, in which case it is left out until it no
    ///   longer does
    default void observerFailed(ServerObserver observer, @Nullable Throwable failure) {}
}
