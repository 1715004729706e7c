package io.heddle.loadtest.client.loop;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// What other threads ask of a loop: queued by them, run by the loop between two selections.
final class LoopTasks {
    private final Runnable wakeUp;
    private final Queue<Task<?>> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Throwable refusal; // written by the loop, read by any

    LoopTasks(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> action) {
        var task = new Task<>(action, new CompletableFuture<>());
        waiting.add(task);
        var reason = refusal;
        if (reason == null) {
            wakeUp.run();
        } else {
            refuseAll(reason);
        }
        return task.result();
    }

    /// Runs what is waiting, on the loop's thread.
    ///
    /// @return whether there was anything
    boolean runAll() {
        var task = waiting.poll();
        if (task == null) {
            return false;
        }
        for (; task != null; task = waiting.poll()) {
            task.run();
        }
        return true;
    }

    void refuseFromNowOn(Throwable reason) {
        refusal = reason;
        refuseAll(reason);
    }

    private void refuseAll(Throwable reason) {
        for (var task = waiting.poll(); task != null; task = waiting.poll()) {
            task.result().completeExceptionally(reason);
        }
    }

    private record Task<T extends @Nullable Object>(
            Callable<T> action, CompletableFuture<T> result) {

        void run() {
            try {
                result.complete(action.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }
    }
}
