package io.heddle;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// The places for connections of a server, shared by its listeners: exact, and fair among listeners
/// that wait for one. Some may be reserved for exempt peers.
///
/// Nobody blocks here. A listener that gets no place is put in line and called when it may try
/// again; the first in line gets the next place.
final class Places {

    /// A listener that may wait for a place.
    interface Claimant {
        /// Whether it may take reserved places.
        boolean isExempt();

        /// There may be a place now. Any thread; must not block.
        void wake();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Claimant> line = new ArrayDeque<>(2); // guarded by lock
    private int total; // guarded by lock
    private int reserved; // guarded by lock
    private int taken; // guarded by lock
    private int takenByOrdinary; // guarded by lock

    Places(int total, int reserved) {
        this.total = total;
        this.reserved = reserved;
    }

    /// Takes a place for a peer of a listener; puts the listener in line if there is none, or
    /// others were there before.
    ///
    /// @param exempt whether the peer may take a reserved place
    /// @return whether it has one
    boolean take(Claimant claimant, boolean exempt) {
        lock.lock();
        try {
            boolean mayGo = exempt || line.isEmpty() || claimant.equals(line.peek());
            if (mayGo && take(exempt)) {
                line.remove(claimant);
                return true;
            }
            if (!line.contains(claimant)) {
                line.add(claimant);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place if there is one, whoever waits.
    ///
    /// @param exempt whether the peer may take a reserved place
    boolean take(boolean exempt) {
        lock.lock();
        try {
            if (!hasRoom(exempt)) {
                return false;
            }
            taken++;
            if (!exempt) {
                takenByOrdinary++;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(boolean exempt) {
        return taken < total && (exempt || takenByOrdinary < total - reserved);
    }

    /// Gives a place back.
    ///
    /// @param exempt as it was taken
    void giveBack(boolean exempt) {
        lock.lock();
        try {
            taken--;
            if (!exempt) {
                takenByOrdinary--;
            }
            callFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Says that a listener no longer waits.
    void withdraw(Claimant claimant) {
        lock.lock();
        try {
            if (line.remove(claimant)) {
                callFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// From now on there are so many places. If more are taken, none is given until fewer are.
    void resize(int total, int reserved) {
        lock.lock();
        try {
            this.total = total;
            this.reserved = reserved;
            callFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Those who may take reserved places are not kept waiting by those who may not.
    private void callFirst() {
        Claimant first = line.peek();
        for (Claimant claimant : line) {
            if ((claimant.equals(first) || claimant.isExempt()) && hasRoom(claimant.isExempt())) {
                claimant.wake();
            }
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
