package io.heddle.loadtest.client.loop;

/// A closed loop with pauses: a connection sends some time after it got room.
final class ThinkingDemand extends Demand {
    private final Loop loop;
    private final long thinkNanos;
    // All think for the same time, so that who thinks first is ready first.
    private final ConnectionRing thinking;
    private long startNanos;
    private int started;
    private boolean isStarting = true;
    private boolean stopped;

    ThinkingDemand(Loop loop, long thinkNanos) {
        this.loop = loop;
        this.thinkNanos = thinkNanos;
        thinking = new ConnectionRing(loop.places());
    }

    @Override
    void start(long nowNanos) {
        isStarting = false;
    }

    @Override
    void onFree(Connection connection, long nowNanos) {
        if (stopped) {
            return;
        }
        while (connection.reserved() < connection.places()) {
            connection.reserve();
            thinking.add(connection, readyNanos(nowNanos));
        }
    }

    /// The first requests are spread over one pause, so that the connections are out of step.
    private long readyNanos(long nowNanos) {
        if (!isStarting) {
            return nowNanos + thinkNanos;
        }
        startNanos = started == 0 ? nowNanos : startNanos;
        return startNanos + (long) ((double) thinkNanos * started++ / loop.places());
    }

    @Override
    long nextNanos() {
        return thinking.isEmpty() || stopped ? NEVER : thinking.firstNanos();
    }

    @Override
    boolean send(long nowNanos) {
        boolean sent = false;
        while (!stopped && !thinking.isEmpty() && thinking.firstNanos() <= nowNanos) {
            long ready = thinking.firstNanos();
            var connection = thinking.remove();
            connection.release();
            if (connection.places() > 0) {
                long now = System.nanoTime();
                loop.becameDue(now);
                connection.add(now, now, Math.max(ready, connection.openedNanos()));
                connection.write(now);
                sent = true;
            }
        }
        return sent;
    }

    @Override
    void stop(long nowNanos) {
        stopped = true;
    }

    @Override
    boolean isPaced() {
        return true;
    }
}
