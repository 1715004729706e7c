package io.heddle.http.sse;

import org.jspecify.annotations.Nullable;

/// The thread that waits for something to send. It may wait by any means, so an interrupt ends it;
/// one that nobody sees afterwards.
final class Waiter {

    private @Nullable Thread thread; // guarded by this
    private boolean ended; // guarded by this
    private boolean interrupted; // by end(); guarded by this

    /// Says that the calling thread is about to wait.
    ///
    /// @return false if it must not any more
    /// @throws IllegalStateException if another one waits
    synchronized boolean enter() {
        if (thread != null) {
            throw new IllegalStateException(thread.getName() + " waits already");
        }
        if (!ended) {
            thread = Thread.currentThread();
        }
        return !ended;
    }

    /// Says that the calling thread waits no longer.
    ///
    /// @return whether [#end()] has interrupted it
    synchronized boolean leave() {
        boolean wasInterrupted = interrupted;
        thread = null;
        interrupted = false;
        if (wasInterrupted) {
            Thread.interrupted();
        }
        return wasInterrupted;
    }

    /// Ends the wait, and those to come. Any thread; does not block.
    synchronized void end() {
        ended = true;
        if (thread != null && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }
}
