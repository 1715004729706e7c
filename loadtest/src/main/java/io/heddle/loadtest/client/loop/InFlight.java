package io.heddle.loadtest.client.loop;

/// The requests of one connection that are not answered, oldest first: a ring of a fixed size.
/// Times are those of [System#nanoTime].
final class InFlight {
    private final long[] intendedNanos;
    private final long[] writtenNanos;
    private final short[] operations;
    private int head;
    private int size;

    InFlight(int depth) {
        intendedNanos = new long[depth];
        writtenNanos = new long[depth];
        operations = new short[depth];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int operation, long intended, long written) {
        int at = index(size++);
        operations[at] = (short) operation;
        intendedNanos[at] = intended;
        writtenNanos[at] = written;
    }

    void removeOldest() {
        head = index(1);
        size--;
    }

    void clear() {
        size = 0;
    }

    /// @param position 0 for the oldest
    int operation(int position) {
        return operations[index(position)];
    }

    long intended(int position) {
        return intendedNanos[index(position)];
    }

    long written(int position) {
        return writtenNanos[index(position)];
    }

    /// All are written now.
    void writeAll(long nowNanos) {
        for (int i = 0; i < size; i++) {
            writtenNanos[index(i)] = nowNanos;
        }
    }

    private int index(int position) {
        int index = head + position;
        return index >= operations.length ? index - operations.length : index;
    }

    /// Gives all up as timed out.
    ///
    /// @param written whether they were; else their connection never opened
    void timeOut(Loop loop, boolean written, long nowNanos) {
        for (int i = 0; i < size(); i++) {
            long response = nowNanos - intended(i);
            if (written) {
                loop.tally().timedOut(response, nowNanos - written(i));
            } else {
                loop.tally().timedOutUnsent(response);
            }
            loop.ended(nowNanos);
        }
        clear();
    }

    /// None of them will be answered.
    void lose(Loop loop, long nowNanos) {
        loop.tally().failed(size());
        for (int i = 0; i < size(); i++) {
            loop.ended(nowNanos);
        }
        clear();
    }
}
