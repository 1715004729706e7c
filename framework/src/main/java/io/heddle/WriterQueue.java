package io.heddle;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that wait for their turn, in the order in which they came. Made when the turn is taken.
///
/// What a fair semaphore of one permit would be, but that a [Deadline] can end the wait.
final class WriterQueue {

    private final Queue<Turn> waiting = new ArrayDeque<>(); // guarded by this
    private boolean taken = true; // guarded by this

    /// One thread's place.
    private static final class Turn {
        final Thread thread = Thread.currentThread();
        volatile boolean come;
    }

    /// Waits until it is the calling thread's turn.
    ///
    /// @return false if the deadline expired first, or is no longer in force
    /// @throws InterruptedException if the thread is interrupted while it waits
    boolean enter(@Nullable Deadline deadline) throws InterruptedException {
        Turn turn = join();
        Runnable wake = () -> LockSupport.unpark(turn.thread);
        if (deadline != null) {
            deadline.enlist(wake);
        }
        try {
            return await(turn, deadline);
        } finally {
            if (deadline != null) {
                deadline.delist(wake);
            }
        }
    }

    private synchronized Turn join() {
        var turn = new Turn();
        if (taken) {
            waiting.add(turn);
        } else {
            taken = true;
            turn.come = true;
        }
        return turn;
    }

    private boolean await(Turn turn, @Nullable Deadline deadline) throws InterruptedException {
        while (!turn.come) {
            if (isOver(deadline) && giveUp(turn)) { // before the wait: nobody would end it
                return false;
            }
            LockSupport.park(this);
            if (Thread.currentThread().isInterrupted() && giveUp(turn)) {
                Thread.interrupted();
                throw new InterruptedException();
            }
        }
        return true;
    }

    private static boolean isOver(@Nullable Deadline deadline) {
        return deadline != null && (deadline.isExpired() || !deadline.isInForce());
    }

    /// @return false if the turn has come meanwhile
    private synchronized boolean giveUp(Turn turn) {
        return waiting.remove(turn);
    }

    /// Gives the turn to the next thread. Called by the one whose turn it was.
    synchronized void leave() {
        Turn next = waiting.poll();
        if (next == null) {
            taken = false;
        } else {
            next.come = true;
            LockSupport.unpark(next.thread);
        }
    }
}
