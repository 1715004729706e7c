package io.heddle;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The places for connections of a server, shared by its listeners, or of a listener, shared by its
/// sockets: exact, and fair among those that wait for one. Some may be reserved for exempt peers.
///
/// Nobody blocks here. A listener that gets no place is put in line and called when it may try
/// again; the first in line gets the next place. There is a line of those who want a place for an
/// exempt peer, too: they are all called, and the others do not keep them waiting.
final class Places {

    /// A listener that may wait for a place.
    interface Claimant {
        /// There may be a place now. Any thread; must not block.
        void wake();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Claimant> line = new LinkedHashSet<>(2); // guarded by lock
    private final Set<Claimant> exemptLine = new LinkedHashSet<>(2); // guarded by lock
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
        return take(claimant, exempt, false);
    }

    /// The same for a listener at which more peers wait: with a place it goes to the end of the
    /// line, at once, so that none overtakes it while it is busy with the first.
    boolean take(Claimant claimant, boolean exempt, boolean more) {
        lock.lock();
        try {
            boolean mayGo = exempt || line.isEmpty() || isFirst(claimant);
            if (mayGo && takeRoom(exempt)) {
                lineOf(exempt).remove(claimant);
                if (more) {
                    lineOf(exempt).add(claimant);
                }
                call(); // there may be more of them, and somebody else is the first now
                return true;
            }
            lineOf(exempt).add(claimant);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place for a peer that does not wait, unless others wait for it.
    ///
    /// @param exempt whether the peer may take a reserved place
    /// @return whether it has one
    boolean takeNow(boolean exempt) {
        lock.lock();
        try {
            return (exempt || line.isEmpty()) && takeRoom(exempt);
        } finally {
            lock.unlock();
        }
    }

    private Set<Claimant> lineOf(boolean exempt) {
        return exempt ? exemptLine : line;
    }

    private boolean isFirst(Claimant claimant) {
        return claimant.equals(line.iterator().next());
    }

    private boolean takeRoom(boolean exempt) {
        if (!hasRoom(exempt)) {
            return false;
        }
        taken++;
        if (!exempt) {
            takenByOrdinary++;
        }
        return true;
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
            call();
        } finally {
            lock.unlock();
        }
    }

    /// Says that a listener no longer waits for one kind of place.
    ///
    /// @param exempt which kind: for an exempt peer or for another one
    void withdraw(Claimant claimant, boolean exempt) {
        lock.lock();
        try {
            if (lineOf(exempt).remove(claimant)) {
                call();
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
            call();
        } finally {
            lock.unlock();
        }
    }

    private void call() {
        if (hasRoom(true)) {
            exemptLine.forEach(Claimant::wake);
        }
        if (hasRoom(false) && !line.isEmpty()) {
            line.iterator().next().wake();
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
