package io.heddle.loadtest.client.loop;

/// A closed loop without pauses: a connection sends whenever it has room.
final class ClosedDemand extends Demand {
    private final Loop loop;
    private boolean stopped;

    ClosedDemand(Loop loop) {
        this.loop = loop;
    }

    @Override
    void onFree(Connection connection, long nowNanos) {
        if (stopped) {
            return;
        }
        for (int places = connection.places(); places > 0; places--) {
            loop.becameDue(nowNanos);
            // The same instant ends one request and starts the next: one clock reading for each.
            connection.add(nowNanos, nowNanos, nowNanos);
        }
        connection.write(nowNanos);
    }

    @Override
    void stop(long nowNanos) {
        stopped = true;
    }
}
