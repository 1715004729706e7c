package io.heddle.loadtest.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Launches server processes one after the other, and can end the living one from another thread.
public final class ServerProcesses {
    private static final int PATIENCE_SECONDS = 2;
    private static final Duration MOMENT = Duration.ofMillis(300);

    private @Nullable Process living; // guarded by this
    private boolean refusing; // guarded by this

    /// Starts a server and waits until it accepts.
    ///
    /// @throws ServerFailedException if it does not, or after [#killAndRefuse()]
    public ServerProcess start(List<String> command) throws IOException, InterruptedException {
        return new ServerProcess(launch(command));
    }

    private synchronized Process launch(List<String> command) throws IOException {
        if (refusing) {
            throw new ServerFailedException("interrupted");
        }
        var process = new ProcessBuilder(command).start();
        living = process;
        return process;
    }

    /// Kills what lives, waits for its end, and starts no more.
    public synchronized void killAndRefuse() {
        refusing = true;
        notifyAll();
        if (living != null) {
            var killed = living.destroyForcibly();
            killed.onExit().completeOnTimeout(killed, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /// Whether [#killAndRefuse()] was called, or is within a moment.
    ///
    /// Ctrl-C reaches the servers too, so one may be seen to die before this process knows why.
    public synchronized boolean refusing() throws InterruptedException {
        long endNanos = System.nanoTime() + MOMENT.toNanos();
        for (long left = MOMENT.toNanos();
                !refusing && left > 0;
                left = endNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return refusing;
    }
}
