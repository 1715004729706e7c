package io.heddle;

import java.util.concurrent.CountDownLatch;

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
}
