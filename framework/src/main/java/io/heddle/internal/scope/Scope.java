package io.heddle.internal.scope;

import java.util.concurrent.Callable;

/// A set of threads that cannot outlive the block that opened it.
///
/// ```java
/// try (Scope scope = Scope.open("listener 127.0.0.1:7007")) {
///     scope.fork(Thread.ofVirtual().name("connection-1"), () -> serve(connection));
///     scope.join();
/// }
/// ```
///
/// Only the thread that opened a scope forks, joins and closes. A task's result and failure are its
/// own business: nothing is kept, and a failing task disturbs no other.
///
/// [#open(String)] takes the JDK's `StructuredTaskScope` ([JEP 505](https://openjdk.org/jeps/505)),
/// so that a thread dump shows scopes as a tree and scoped values are inherited; where the running
/// JDK has none that we know, [ThreadScope] keeps the same contract without these two.
public interface Scope extends AutoCloseable {

    /// Opens a scope owned by the calling thread.
    ///
    /// @param name what a thread dump calls it
    static Scope open(String name) {
        return JdkScope.AVAILABLE ? JdkScope.open(name) : openOwn(name);
    }

    /// Opens one that is not the JDK's, whatever the running JDK has.
    static Scope openOwn(String name) {
        return new ThreadScope(name);
    }

    /// Starts a thread that runs the task.
    ///
    /// @param thread names the thread and says whether it is virtual; used once
    /// @throws WrongThreadException if the caller is not the owner
    /// @throws IllegalStateException if the scope is joined or closed
    void fork(Thread.Builder thread, Callable<?> task);

    /// Waits until all tasks have ended. Nothing can be forked afterwards.
    ///
    /// @throws InterruptedException if the owner is interrupted; tasks may still run then
    /// @throws WrongThreadException if the caller is not the owner
    /// @throws IllegalStateException if called twice
    void join() throws InterruptedException;

    /// Interrupts the tasks that still run, waits until they have ended, and ends the scope. An
    /// interrupt of the owner does not shorten the wait; its interrupt status is kept. Does nothing
    /// the second time.
    ///
    /// @throws WrongThreadException if the caller is not the owner
    @Override
    void close();
}
