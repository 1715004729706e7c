package io.heddle.loadtest.client.thread;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// For what a thread waits, and until when.
///
/// The thread and whoever watches it agree on how a wait has ended: it was cut off, or it was not.
/// So a reply that comes at the last moment neither counts twice nor costs the next request its
/// socket.
final class WaitLimit {
    private record Wait(long untilNanos, Closeable socket, boolean isCutOff) {}

    private final AtomicReference<@Nullable Wait> wait = new AtomicReference<>(); // null: none

    /// The thread begins to wait.
    ///
    /// @param nanos a time of [System#nanoTime()]
    /// @param socket that is closed then
    void beginUntil(long nanos, Closeable socket) {
        wait.set(new Wait(nanos, socket, false));
    }

    /// The thread has what it waited for, or fails.
    ///
    /// @return whether the wait was cut off: its socket is closed, or will be at any moment
    boolean end() {
        var ended = wait.getAndSet(null);
        return ended != null && ended.isCutOff();
    }

    /// Cuts the wait off if its time is over; for other threads.
    void cutOffAfter(long nowNanos) {
        var begun = wait.get();
        if (begun != null && nowNanos - begun.untilNanos() >= 0) {
            cutOff(begun);
        }
    }

    /// Cuts the wait off, if there is one; for other threads.
    void cutOff() {
        var begun = wait.get();
        while (begun != null && !cutOff(begun)) {
            begun = wait.get();
        }
    }

    /// @return whether it is, by this call or another
    private boolean cutOff(Wait begun) {
        if (begun.isCutOff()) {
            return true;
        }
        if (!wait.compareAndSet(begun, new Wait(begun.untilNanos(), begun.socket(), true))) {
            return false;
        }
        try {
            begun.socket().close();
        } catch (IOException e) {
            // Its thread has noticed, or will.
        }
        return true;
    }
}
