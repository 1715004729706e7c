package io.heddle.loadtest.measure;

import io.heddle.loadtest.process.Server;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Asks a server's JVM for its counters, one question at a time, without ever making the measuring
/// thread wait in mid-window: a frozen server answers late.
final class CounterPoll {
    private static final String QUESTION = "counters";

    private final Server server;
    private final Executor executor;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable JvmCounters latest;
    private volatile boolean silent;

    /// @param executor runs the questions that nobody waits for
    CounterPoll(Server server, Executor executor) {
        this.server = server;
        this.executor = executor;
    }

    /// Asks soon, unless a question is still open.
    void request() {
        if (server.controllable() && !silent && turn.tryAcquire()) {
            executor.execute(this::askQuietly);
        }
    }

    /// The newest answer; null before the first, and for servers that answer none.
    @Nullable JvmCounters latest() {
        return latest;
    }

    /// Asks and waits.
    ///
    /// @return null for servers that do not answer
    /// @throws IOException if the server should answer and does not
    @Nullable JvmCounters askNow() throws IOException, InterruptedException {
        if (!server.controllable()) {
            return null;
        }
        turn.acquire();
        try {
            return ask();
        } finally {
            turn.release();
        }
    }

    private void askQuietly() {
        try {
            ask();
        } catch (IOException e) {
            silent = true; // If the server died, whoever watches it says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.release();
        }
    }

    private JvmCounters ask() throws IOException, InterruptedException {
        try {
            var answer = JvmCounters.of(server.ask(QUESTION));
            latest = answer;
            return answer;
        } catch (NumberFormatException e) {
            throw new IOException("the server's counters cannot be read: " + e.getMessage(), e);
        }
    }
}
