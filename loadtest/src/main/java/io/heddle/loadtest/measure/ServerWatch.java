package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.process.Server;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Notices within a tenth of a second that the server has died.
final class ServerWatch {
    private static final long GLANCE_NANOS = 100_000_000;

    /// A process is gone a little after its sockets.
    private static final int GLANCES_AFTER_A_FAILURE = 10;

    private final Server server;
    private final Clock clock;

    ServerWatch(Server server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// Waits until this time of the clock.
    ///
    /// @throws IOException if the server dies meanwhile
    void waitUntil(long nanos, Situation situation) throws IOException, InterruptedException {
        for (long left = nanos - clock.nanoTime(); left > 0; left = nanos - clock.nanoTime()) {
            requireAlive(situation);
            clock.sleep(Math.min(left, GLANCE_NANOS));
        }
        requireAlive(situation);
    }

    void requireAlive(Situation situation) throws IOException {
        if (!server.isAlive()) {
            throw obituary(situation, null);
        }
    }

    /// The exception to throw for a failure of the load: the server's death if that was its cause,
    /// else the failure itself.
    IOException explained(IOException failure, Situation situation) throws InterruptedException {
        if (failure instanceof WrongReplyException || failure instanceof ServerDiedException) {
            return failure;
        }
        for (int i = 0; i < GLANCES_AFTER_A_FAILURE && server.isAlive(); i++) {
            clock.sleep(GLANCE_NANOS);
        }
        return server.isAlive() ? failure : obituary(situation, failure);
    }

    private IOException obituary(Situation situation, @Nullable IOException failure) {
        double seconds = (clock.nanoTime() - situation.startNanos()) / 1e9;
        var words = server.obituary();
        return new ServerDiedException(
                "the server died %.1f s into %s%s"
                        .formatted(seconds, situation.name(), words.map(w -> ": " + w).orElse("")),
                failure);
    }

    /// What is going on.
    ///
    /// @param name such as `the warm-up`
    record Situation(String name, long startNanos) {}
}
