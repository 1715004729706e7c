package io.heddle.internal.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An action for the first signal that asks this process to stop, `SIGTERM` or `SIGINT`. The second
/// signal ends the process at once, with no shutdown hook, and 128 plus its number as the status.
///
/// Several may be installed at a time: the first signal calls the actions of all. One that is
/// installed after it, when others still are, is called immediately, as it would never be
/// otherwise. When the last one is closed, the process is as if none had been installed.
///
/// A signal that the process was told to ignore when it was started (`nohup`, say, or a shell that
/// starts it in the background) stays ignored.
///
/// Any thread may call any method; none blocks.
public final class StopSignals implements AutoCloseable {

    private static final List<String> NAMES = List.of("TERM", "INT");
    private static final int STATUS_OF_SIGNAL_ZERO = 128;

    private static final List<StopSignals> INSTALLED = new ArrayList<>(); // guarded by the class
    private static List<CaughtSignal> caught = List.of(); // guarded by the class
    private static @Nullable CaughtSignal arrived; // the first signal; guarded by the class

    private final Thread thread;

    private StopSignals(Runnable first) {
        // made here, so that it has the priority, group and class loader of a thread of the user's
        this.thread =
                Thread.ofPlatform()
                        .daemon(false)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(first);
    }

    /// Begins to catch signals.
    ///
    /// @param first called by the first signal, at most once, on a platform thread named after it,
    ///   `stop on SIGTERM`, that keeps the virtual machine alive; it may block
    /// @throws UnsupportedOperationException if signals cannot be caught here, saying why: Java was
    ///   started with `-Xrs`, or has no `sun.misc.Signal`
    public static StopSignals install(Runnable first) {
        var installed = new StopSignals(Objects.requireNonNull(first, "first"));
        synchronized (StopSignals.class) {
            if (INSTALLED.isEmpty()) {
                caught = CaughtSignal.all(NAMES, StopSignals::arrive);
            }
            INSTALLED.add(installed);
            if (arrived != null) {
                installed.begin(arrived);
            }
        }
        return installed;
    }

    private static void arrive(CaughtSignal signal) {
        synchronized (StopSignals.class) {
            if (arrived != null) {
                Runtime.getRuntime().halt(STATUS_OF_SIGNAL_ZERO + signal.number());
            }
            if (!INSTALLED.isEmpty()) {
                arrived = signal;
                INSTALLED.forEach(installed -> installed.begin(signal));
                return;
            }
        }
        signal.passOn(); // it was on its way when the last one was closed
    }

    private void begin(CaughtSignal signal) {
        thread.setName("stop on " + signal);
        thread.start();
    }

    /// Puts the former handlers of the signals back if no other is installed. The action may still
    /// run, or be the caller. Does nothing the second time.
    @Override
    public void close() {
        synchronized (StopSignals.class) {
            if (INSTALLED.remove(this) && INSTALLED.isEmpty()) {
                caught.forEach(CaughtSignal::release);
                caught = List.of();
                arrived = null;
            }
        }
    }
}
