package io.heddle.internal.poll;

import static org.awaitility.Awaitility.await;

import io.heddle.internal.poll.ReadyGate.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// A virtual thread that waits at a gate.
final class Waiting {

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean interrupted;

    private Waiting(Supplier<Outcome> wait) {
        thread = Thread.ofVirtual().name("waiting").unstarted(() -> run(wait));
    }

    /// Starts a thread; it is parked when this returns.
    static Waiting start(Supplier<Outcome> wait) {
        var waiting = new Waiting(wait);
        waiting.thread.start();
        waiting.untilParked();
        return waiting;
    }

    private void run(Supplier<Outcome> wait) {
        try {
            Outcome result = wait.get();
            interrupted = Thread.currentThread().isInterrupted();
            outcome.complete(result);
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    void untilParked() {
        await().pollInterval(Duration.ofMillis(1))
                .until(() ->
                        thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING);
    }

    Thread thread() {
        return thread;
    }

    /// How the wait ended, when it has ended.
    Outcome outcome() throws InterruptedException, ExecutionException {
        return outcome.get();
    }

    /// Whether the thread was interrupted when the wait had ended.
    boolean wasInterrupted() {
        return interrupted;
    }
}
