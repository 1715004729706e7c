package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.schedule.Schedule;

/// An open loop: requests are due by a schedule, and the connection that has been free for longest
/// takes the next.
///
/// While none is free, the schedule's cursor just stays behind: what waits needs no memory. A
/// second cursor keeps up with time and counts what has become due.
final class OpenDemand extends Demand {
    private final Loop loop;
    private final Schedule toSend;
    private final Schedule toCount;
    private final ConnectionRing free;
    private final boolean lazy;
    private final long zeroNanos;
    private long limitNanos = Long.MAX_VALUE;
    private boolean sending;

    /// @param toSend and `toCount`: the same schedule twice
    /// @param lazy whether each request has a connection of its own
    OpenDemand(Loop loop, Schedule toSend, Schedule toCount, boolean lazy, long zeroNanos) {
        this.loop = loop;
        this.toSend = toSend;
        this.toCount = toCount;
        this.lazy = lazy;
        this.zeroNanos = zeroNanos;
        free = new ConnectionRing(loop.places());
    }

    @Override
    void onFree(Connection connection, long nowNanos) {
        while (connection.reserved() < connection.places()) {
            connection.reserve();
            free.add(connection, nowNanos);
        }
        if (nextNanos() <= nowNanos) {
            send(nowNanos);
        }
    }

    @Override
    long nextNanos() {
        return free.isEmpty() ? NEVER : due(toSend);
    }

    private long due(Schedule schedule) {
        long due = schedule.nextNanos();
        return due == Schedule.NONE || due >= limitNanos ? NEVER : zeroNanos + due;
    }

    @Override
    boolean send(long nowNanos) {
        count(nowNanos);
        if (sending) {
            return false;
        }
        boolean sent = false;
        sending = true;
        while (!free.isEmpty() && due(toSend) <= nowNanos) {
            long freeNanos = free.firstNanos();
            var connection = free.remove();
            connection.release();
            if (connection.places() > 0) {
                long due = due(toSend);
                toSend.advance();
                sendOne(connection, due, freeNanos);
                sent = true;
            }
        }
        sending = false;
        return sent;
    }

    private void sendOne(Connection connection, long dueNanos, long freeNanos) {
        long now = System.nanoTime();
        long possible = Math.max(dueNanos, Math.max(freeNanos, connection.openedNanos()));
        connection.add(dueNanos, now, possible);
        connection.write(now);
    }

    @Override
    void count(long nowNanos) {
        for (long due = due(toCount); due <= nowNanos; due = due(toCount)) {
            loop.becameDue(due);
            toCount.advance();
        }
    }

    @Override
    void stop(long nowNanos) {
        count(nowNanos);
        limitNanos = nowNanos - zeroNanos + 1;
    }

    @Override
    void giveUp(long nowNanos) {
        for (long due = due(toSend); due <= nowNanos; due = due(toSend)) {
            loop.tally().timedOutUnsent(nowNanos - due);
            loop.ended(nowNanos);
            toSend.advance();
        }
    }

    @Override
    boolean isOver() {
        return due(toSend) == NEVER;
    }

    @Override
    boolean connectsLazily() {
        return lazy;
    }

    @Override
    boolean isPaced() {
        return true;
    }
}
