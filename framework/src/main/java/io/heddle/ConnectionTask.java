package io.heddle;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What a connection's thread runs, and how that thread finds its connection.
///
/// It is the thread's uncaught exception handler, a field that every thread has anyway: to bind a
/// scoped value instead would cost every connection its carrier, its snapshot and some stack frames
/// (docs/adr/0006). Tasks of a [TaskScope] do inherit by scoped value.
///
/// @param connection the one that the thread serves
/// @param runner runs its life
record ConnectionTask(Connection connection, ConnectionRunner runner)
        implements Callable<@Nullable Void>, Thread.UncaughtExceptionHandler {

    @Override
    public @Nullable Void call() {
        runner.run(connection);
        return null;
    }

    /// Never called: the scope of the listener catches everything.
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {}

    /// The connection that a thread serves.
    ///
    /// @return null if it serves none
    static @Nullable Connection servedBy(Thread thread) {
        return thread.getUncaughtExceptionHandler() instanceof ConnectionTask task
                ? task.connection
                : null;
    }
}
