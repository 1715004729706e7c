package io.heddle.udp;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that takes datagrams.
final class Worker {

    private final HandlerPool pool;
    private final long number;
    private volatile @Nullable Thread thread; // written by itself
    private volatile @Nullable Datagram datagram; // likewise
    private volatile boolean isResting; // written under the pool's lock
    private @Nullable SocketRole role; // lent just now; confined to its thread
    private boolean isGone; // confined to its thread

    Worker(HandlerPool pool, long number) {
        this.pool = pool;
        this.number = number;
    }

    long number() {
        return number;
    }

    @Nullable Thread thread() {
        return thread;
    }

    /// What it handles now.
    @Nullable Datagram datagram() {
        return datagram;
    }

    /// Has it receive by itself next.
    void lend(SocketRole lent) {
        role = lent;
    }

    /// Has it rest next, until it is woken.
    void letRest() {
        isResting = true;
    }

    /// Has it end next.
    void letGo() {
        isGone = true;
    }

    void wake() {
        isResting = false;
        LockSupport.unpark(thread);
    }

    Object run() {
        thread = Thread.currentThread();
        while (!isGone) {
            Datagram taken = pool.next(this);
            SocketRole lent = role;
            if (taken != null) {
                pool.counters().endWaiting(taken.length());
                handle(taken);
            } else if (lent != null) {
                role = null;
                receive(lent);
            } else {
                rest();
            }
        }
        return this;
    }

    /// Receives and handles until the socket is wanted back, as it is when little comes.
    private void receive(SocketRole lent) {
        Throwable met = null;
        try {
            while (lent.isHeldBy(this)) {
                Datagram received = lent.receive();
                if (received != null) {
                    pool.beginLent();
                    handle(received);
                } else if (!lent.await()) {
                    return;
                }
            }
        } catch (Throwable failure) { // of the system or the virtual machine: the loop pauses
            met = failure;
        } finally {
            lent.giveBack(this, met);
        }
    }

    boolean isWaiting() {
        Thread own = thread;
        if (own == null || datagram == null) {
            return false;
        }
        return switch (own.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }

    private void rest() {
        while (isResting) {
            LockSupport.park(this);
            if (Thread.interrupted() && isResting) { // the end of the scope
                isResting = false;
                isGone = true;
                pool.leave(this);
            }
        }
    }

    private void handle(Datagram taken) {
        datagram = taken;
        try {
            pool.handler().handle(taken);
        } catch (Throwable failure) { // the handler's own business
            pool.observers().failed(taken.peer(), failure);
        } finally {
            datagram = null;
            Thread.interrupted(); // the next one is another peer's
            pool.done();
        }
    }
}
