package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.ServerProcesses;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What happens on Ctrl-C or SIGTERM: the work is interrupted, servers are killed, and the JVM
/// waits until the partial result is reported.
///
/// The JVM then ends with the status of the signal, 130 or 143.
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final ServerProcesses processes;
    private final Thread worker;
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::happen);
    private final CountDownLatch reported = new CountDownLatch(1);
    private boolean working = true; // guarded by this

    private Interruption(ServerProcesses processes, Thread worker) {
        this.processes = processes;
        this.worker = worker;
    }

    /// Watches for signals on behalf of the calling thread, until closed.
    static Interruption endsWith(ServerProcesses processes) {
        var interruption = new Interruption(processes, Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// The work is over, interrupted or not: nothing interrupts the report that follows.
    synchronized void workEnded() {
        working = false;
        var _ = Thread.interrupted();
    }

    /// More work begins.
    synchronized void workGoesOn() {
        working = true;
    }

    /// The result has been reported.
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook is what ends it.
        }
    }

    private void happen() {
        interruptWork();
        processes.killAndRefuse();
        try {
            var _ = reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interruptWork() {
        if (working) {
            worker.interrupt();
        }
    }
}
