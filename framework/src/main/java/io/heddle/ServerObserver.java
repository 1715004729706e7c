package io.heddle;

/// Is told what happens in a server: for logs, meters, traces.
///
/// Every method is called on the thread that it happens on, so it must be quick and must not block.
/// What it throws is dropped; it disturbs neither the server nor the other observers. A start has
/// exactly one end: each [#started] one [#stopped], each [#accepted] one [#closed].
public interface ServerObserver {

    /// The server listens. Called on the thread that starts it, before `start` returns.
    default void started(SocketServer server) {}

    /// The server has stopped: all its listeners and connections are gone.
    default void stopped(SocketServer server) {}

    /// A peer was accepted; its handler is about to be called, on this thread.
    default void accepted(Connection connection) {}

    /// A peer was accepted by the kernel and turned away by us; its socket is closed.
    ///
    /// @param listener the name of the listener
    default void rejected(String listener, RejectReason reason, Throwable cause) {}

    /// A handler threw something that is not its connection's own end. [#closed] follows.
    default void failed(Connection connection, Throwable failure) {}

    /// A connection is over a soft limit: who waits in it gets a [ConnectionTimedOutException].
    /// Called before that, on the thread that all timers share or on the one that gets the
    /// exception, so it must be quick indeed. At most once for each time that a limit is over;
    /// [#closed] need not follow.
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
}
