package io.heddle.loadtest.client.loop;

/// A queue of connections with a time each, of a fixed capacity. A connection may be in it several
/// times.
final class ConnectionRing {
    private final Connection[] connections;
    private final long[] nanos;
    private int head;
    private int size;

    ConnectionRing(int capacity) {
        connections = new Connection[capacity];
        nanos = new long[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(Connection connection, long atNanos) {
        int at = head + size++;
        at = at >= nanos.length ? at - nanos.length : at;
        connections[at] = connection;
        nanos[at] = atNanos;
    }

    /// The time of the first; only if there is one.
    long firstNanos() {
        return nanos[head];
    }

    /// Removes the first; only if there is one.
    Connection remove() {
        var connection = connections[head];
        head = head + 1 == nanos.length ? 0 : head + 1;
        size--;
        return connection;
    }

    void clear() {
        size = 0;
    }
}
