package io.heddle.loadtest.client;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What other threads ask of a loop: queued by them, run by the loop between two selections.
final class LoopTasks {
    private final Runnable wakeUp;
    private final Queue<Task<?>> waiting = new ArrayDeque<>(); // guarded by this
    private @Nullable Throwable refusal; // guarded by this

    LoopTasks(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> action) {
        var task = new Task<>(action, new CompletableFuture<>());
        synchronized (this) {
            if (refusal == null) {
                waiting.add(task);
                wakeUp.run();
            } else {
                task.result().completeExceptionally(refusal);
            }
        }
        return task.result();
    }

    /// Runs what is waiting, on the loop's thread.
    void runAll() {
        takeAll().forEach(Task::run);
    }

    void refuseFromNowOn(Throwable reason) {
        synchronized (this) {
            refusal = reason;
        }
        takeAll().forEach(task -> task.result().completeExceptionally(reason));
    }

    private synchronized List<Task<?>> takeAll() {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
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
