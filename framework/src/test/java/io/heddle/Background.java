package io.heddle;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Something that goes on meanwhile, on a thread of its own.
public final class Background {

    public interface Task {
        void run() throws Exception;
    }

    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final Thread thread;

    private Background(Thread.Builder builder, Task task) {
        this.thread =
                builder.unstarted(() -> {
                    try {
                        task.run();
                        done.complete("done");
                    } catch (Throwable failure) {
                        done.completeExceptionally(failure);
                    }
                });
    }

    /// On a daemon, so that a task that hangs does not keep the tests from ending.
    public static Background start(Task task) {
        return start(Thread.ofPlatform().daemon(), task);
    }

    public static Background startVirtual(Task task) {
        return start(Thread.ofVirtual(), task);
    }

    private static Background start(Thread.Builder builder, Task task) {
        var background = new Background(builder, task);
        background.thread.start();
        return background;
    }

    public Thread thread() {
        return thread;
    }

    public Background awaitWaiting() {
        Probe.awaitWaiting(thread);
        return this;
    }

    /// Waits until it is done; fails if it failed.
    public void join() {
        try {
            done.get(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            thread.join();
        } catch (ExecutionException e) {
            fail("failed meanwhile", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            fail("not done within " + Eventually.PATIENCE, e);
        }
    }
}
