package io.heddle;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Waiting for what is sure to come.
final class Uninterruptibly {

    private Uninterruptibly() {}

    /// Waits for a latch. An interrupt does not shorten the wait; the interrupt status is kept.
    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does something on a virtual thread of its own, where no interrupt can reach it, and waits
    /// for it. An interrupt of the caller does not shorten the wait; its status is kept.
    static <T> T call(Work<T> work) throws IOException {
        var task = new FutureTask<>(work::run);
        Thread.ofVirtual().inheritInheritableThreadLocals(false).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> new IOException(cause);
        };
    }

    /// Something that may fail with an `IOException`.
    interface Work<T> {
        T run() throws IOException;
    }
}
