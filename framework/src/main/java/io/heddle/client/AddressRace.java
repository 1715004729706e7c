package io.heddle.client;

import io.heddle.TaskScope;
import io.heddle.WaitEndedException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Connects to the first of several addresses that answers ([RFC 8305
/// §5](https://www.rfc-editor.org/rfc/rfc8305#section-5)).
///
/// Each address has a task of one scope, which waits for its turn: until the attempt before it has
/// failed, or has gone on for the delay. The first success ends the race and cancels the rest;
/// whatever happens, no attempt and no connection but the winner's is left.
///
/// There is no resolution delay (§3): a resolver tells the addresses of both families at once.
final class AddressRace<C extends Closeable> {

    /// Connects to one address, or fails, or is interrupted.
    @FunctionalInterface
    interface Attempt<C extends Closeable> {
        C connect(InetSocketAddress address) throws IOException;
    }

    private final String what; // for messages
    private final Attempt<C> attempt;
    private final long delayNanos;
    private final WaitClock clock;
    private final AtomicReference<@Nullable C> winner = new AtomicReference<>();

    /// @param what for messages: what is waited for
    AddressRace(String what, Attempt<C> attempt, Duration delay, WaitClock clock) {
        this.what = what;
        this.attempt = attempt;
        this.delayNanos = delay.toNanos();
        this.clock = clock;
    }

    /// Runs the race; once.
    ///
    /// @param addresses at least one, in the order in which they are tried
    /// @throws IOException what the attempt at the first address threw, with the failures of the
    ///   others suppressed, if all have failed
    /// @throws WaitEndedException if the caller's time was over, or it was interrupted; what has
    ///   failed before is suppressed
    C run(List<InetSocketAddress> addresses) throws IOException {
        if (addresses.size() == 1) {
            return attempt.connect(addresses.getFirst());
        }
        List<Turn> turns = turns(addresses);
        boolean won = false;
        try {
            C connection = race(turns);
            won = true;
            return connection;
        } catch (IOException | RuntimeException e) {
            throw withFailures(e, turns);
        } finally {
            C late = winner.get(); // all tasks have ended
            if (!won && late != null) {
                late.close();
            }
        }
    }

    private List<Turn> turns(List<InetSocketAddress> addresses) {
        List<Turn> turns = new ArrayList<>(addresses.size());
        Turn before = null;
        for (InetSocketAddress address : addresses) {
            before = new Turn(address, before);
            turns.add(before);
        }
        return turns;
    }

    private C race(List<Turn> turns) throws IOException {
        try (TaskScope<C, IOException> tasks = TaskScope.firstSuccesses(1)) {
            turns.forEach(turn -> tasks.fork(turn::take));
            return tasks.join().getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            clock.park(what, delayNanos); // throws what interrupted waits throw
            throw new InterruptedIOException("interrupted in " + what);
        }
    }

    /// What all that failed has to say, in the order of the addresses.
    ///
    /// @param end what ended the race
    private IOException withFailures(Exception end, List<Turn> turns) {
        Exception late = end instanceof WaitEndedException ? end : null;
        List<Exception> failures = new ArrayList<>();
        for (Turn turn : turns) {
            Exception failure = turn.failure;
            if (failure instanceof WaitEndedException) {
                late = late == null ? failure : late; // a task may see the deadline first
            } else if (failure != null) {
                failures.add(failure);
            }
        }
        if (late != null) {
            failures.addFirst(late);
        }
        Exception first = failures.isEmpty() ? end : failures.removeFirst();
        failures.stream().filter(other -> !other.equals(first)).forEach(first::addSuppressed);
        return switch (first) {
            case IOException failure -> failure;
            case RuntimeException failure -> throw failure;
            default -> new IOException(first);
        };
    }

    /// One address's part in the race.
    private final class Turn {

        private final InetSocketAddress address;
        private final @Nullable Turn before;

        // Written by its own task, read by that of the next one.
        private volatile long begin; // on the clock
        private volatile boolean begun;
        private volatile @Nullable Exception failure;
        private volatile @Nullable Thread next; // waits for this to be over; written by it

        Turn(InetSocketAddress address, @Nullable Turn before) {
            this.address = address;
            this.before = before;
        }

        /// What its task does.
        C take() throws IOException {
            try {
                if (before != null) {
                    before.awaitOver();
                }
                begin = clock.nanoTime();
                begun = true;
                wakeNext();
                return claim(attempt.connect(address));
            } catch (IOException | RuntimeException e) {
                failure = e;
                wakeNext();
                throw e;
            }
        }

        private C claim(C connection) throws IOException {
            if (!winner.compareAndSet(null, connection)) {
                connection.close();
                throw new IOException("another was faster"); // nobody sees it
            }
            return connection;
        }

        /// Waits until the next one may begin.
        private void awaitOver() throws WaitEndedException {
            next = Thread.currentThread();
            long left = left();
            while (failure == null && left > 0) {
                clock.park(what, left);
                left = left();
            }
        }

        private long left() {
            return begun ? begin + delayNanos - clock.nanoTime() : Long.MAX_VALUE;
        }

        private void wakeNext() {
            Thread waiting = next;
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        }
    }
}
