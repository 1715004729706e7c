package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.tally.Tally;
import io.heddle.loadtest.client.tally.UnderWay;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What was published, and what of it has reached whom. Thread-safe; times are those of
/// [System#nanoTime].
///
/// The number of deliveries under way is bounded: the publisher waits for room, and what is due
/// meanwhile is late.
final class Deliveries {
    private static final int REMEMBERED = 1 << 16;
    // Half of that, as a subscriber may also owe what was given up.
    private static final int ROOM = REMEMBERED / 2;

    // All guarded by this.
    private final long[] dueNanos = new long[REMEMBERED];
    private final long[] writtenNanos = new long[REMEMBERED];
    private final long[] next; // the number of the publication that each subscriber gets next
    private final UnderWay underWay = new UnderWay();
    private final long deadlineNanos;
    private long published;
    private long givenUpBefore; // publications below this number have been counted as timeouts
    private long outstanding;
    private Tally tally = new Tally();
    private long[] replies;
    private long sampledNanos = System.nanoTime();
    private Agenda agenda = Agenda.closed(0);
    private boolean publishing;
    private boolean ended;
    private @Nullable IOException failure;

    Deliveries(int subscribers, Duration deadline) {
        next = new long[subscribers];
        replies = new long[subscribers];
        deadlineNanos = deadline.isZero() ? Long.MAX_VALUE : deadline.toNanos();
    }

    /// Begins a round; what was counted before is forgotten.
    synchronized void begin(Agenda begun) {
        if (publishing) {
            throw new IllegalStateException("publications are still under way");
        }
        sampledNanos = System.nanoTime();
        tally = new Tally();
        replies = new long[replies.length];
        underWay.takeNanos(sampledNanos);
        agenda = begun;
        publishing = true;
        notifyAll();
    }

    /// Waits for the next round.
    ///
    /// @return whether there is one; else everything has ended
    synchronized boolean awaitRound() throws InterruptedException {
        while (!publishing && !isOver()) {
            wait();
        }
        return !isOver();
    }

    /// When the next publication is due, or [Agenda#NONE] if the round has none any more; then the
    /// round is over.
    synchronized long nextDue() {
        long due = isOver() ? Agenda.NONE : agenda.nextNanos(System.nanoTime());
        if (due == Agenda.NONE) {
            publishing = false;
            notifyAll();
        }
        return due;
    }

    /// A publication is written now, once there is room to remember it.
    ///
    /// @param due what [#nextDue] told
    /// @param freeNanos since when the publisher could have written it
    /// @return its number; below 0 if it is not due any more
    synchronized long publish(long due, long freeNanos) throws InterruptedException {
        while (outstanding > ROOM - subscribers() && outstanding > 0 && !isOver()) {
            wait();
        }
        long now = System.nanoTime();
        long scheduled = agenda.nextNanos(now);
        // Meanwhile the round may have ended, and another begun.
        if (isOver() || scheduled == Agenda.NONE || (scheduled != due && !agenda.isClosed())) {
            return -1;
        }
        agenda.sent();
        long dueAt = agenda.isClosed() ? now : due;
        dueNanos[slot(published)] = dueAt;
        writtenNanos[slot(published)] = now;
        outstanding += next.length;
        tally.sent(agenda.isClosed() ? 0 : now - Math.max(due, freeNanos));
        if (agenda.isClosed()) {
            countDue(dueAt);
        }
        return published++;
    }

    synchronized long dueNanos(long number) {
        return dueNanos[slot(number)];
    }

    synchronized long writtenNanos(long number) {
        return writtenNanos[slot(number)];
    }

    /// The number of the publication that a subscriber gets next; -1 if nothing is under way to it.
    synchronized long expected(int subscriber) {
        return next[subscriber] < published ? next[subscriber] : -1;
    }

    /// A subscriber has the publication that it was to get next.
    synchronized void delivered(int subscriber, long atNanos, int bytes) {
        long number = next[subscriber]++;
        if (number < givenUpBefore) {
            return; // Too late: it was counted as a timeout.
        }
        outstanding--;
        long response = atNanos - dueNanos[slot(number)];
        long service = atNanos - writtenNanos[slot(number)];
        tally.received(bytes);
        tally.firstByte(service);
        tally.replied(response, service, response > deadlineNanos);
        underWay.ended(atNanos);
        replies[subscriber]++;
        if (outstanding == 0 || outstanding == ROOM - subscribers()) {
            notifyAll();
        }
    }

    /// Lets nothing more become due.
    synchronized void stop() {
        agenda.endAt(System.nanoTime());
        notifyAll();
    }

    /// Waits until everything that was due has been published and delivered.
    ///
    /// @return whether that was so in time
    synchronized boolean awaitAll(Duration bound) throws IOException, InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        for (long left = bound.toNanos();
                (publishing || outstanding > 0) && !isOver() && left > 0;
                left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        requireNoFailure();
        return !publishing && outstanding == 0;
    }

    /// Counts what is missing as timeouts.
    synchronized void giveUp() {
        long now = System.nanoTime();
        countDueUntil(now);
        for (long first : next) {
            for (long number = Math.max(first, givenUpBefore); number < published; number++) {
                int slot = slot(number);
                tally.timedOut(now - dueNanos[slot], now - writtenNanos[slot]);
                underWay.ended(now);
            }
        }
        givenUpBefore = published;
        outstanding = 0;
        while (!agenda.isClosed() && agenda.nextNanos(now) <= now) {
            for (int i = 0; i < next.length; i++) {
                tally.timedOutUnsent(now - agenda.nextNanos(now));
                underWay.ended(now);
            }
            agenda.sent();
        }
        agenda = Agenda.closed(0);
        // The publisher may still wait for an acknowledgement; it joins a later round when it has
        // it.
        publishing = false;
        notifyAll();
    }

    /// Ends the window and begins the next.
    ///
    /// @param busyNanos of the busiest thread since the last call
    synchronized ClientSample sample(long busyNanos) throws IOException {
        requireNoFailure();
        long now = System.nanoTime();
        countDueUntil(now);
        long nanos = now - sampledNanos;
        var closed = tally;
        double busy = (double) busyNanos / Math.max(1, nanos);
        closed.close(nanos, underWay.takeNanos(now), busy, replies);
        tally = new Tally();
        replies = new long[replies.length];
        sampledNanos = now;
        return Tally.merge(List.of(closed));
    }

    /// Something failed that ends the load; the first failure is kept.
    synchronized void fail(IOException cause) {
        if (failure == null && !ended) {
            failure = cause;
        }
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return ended || failure != null;
    }

    private int subscribers() {
        return next.length;
    }

    private void requireNoFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void countDueUntil(long nowNanos) {
        for (long due = agenda.nextToCount(nowNanos);
                due != Agenda.NONE;
                due = agenda.nextToCount(nowNanos)) {
            countDue(due);
        }
    }

    private void countDue(long atNanos) {
        for (int i = 0; i < next.length; i++) {
            tally.due();
            underWay.due(atNanos);
        }
    }

    private static int slot(long number) {
        return (int) (number & (REMEMBERED - 1));
    }
}
