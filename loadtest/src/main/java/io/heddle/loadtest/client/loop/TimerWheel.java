package io.heddle.loadtest.client.loop;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// At most one timer for each connection, to the millisecond. Not thread-safe; allocates nothing
/// once made.
///
/// A wheel of lists of connections, one list for each millisecond to come; those that are too far
/// away wait in the last list and go round again.
final class TimerWheel {
    static final long NONE = Long.MAX_VALUE;

    private static final long TICK_NANOS = 1_000_000;
    private static final int TICKS = 4096;
    private static final int END = -1;

    private final long baseNanos;
    private final long[] at;
    private final int[] next;
    private final int[] previous;
    private final int[] listOf;
    private final int[] first = new int[TICKS];
    private final long[] used = new long[TICKS / Long.SIZE];
    private long tick;
    private int size;

    TimerWheel(int connections, long nowNanos) {
        baseNanos = nowNanos;
        at = new long[connections];
        next = new int[connections];
        previous = new int[connections];
        listOf = new int[connections];
        Arrays.fill(listOf, END);
        Arrays.fill(at, NONE);
        Arrays.fill(first, END);
    }

    /// Sets the timer of a connection unless it is due earlier already.
    void atLatest(int connection, long atNanos) {
        if (atNanos >= at[connection]) {
            return;
        }
        if (listOf[connection] != END) {
            unlink(connection);
        }
        at[connection] = atNanos;
        link(connection);
    }

    /// Tells the connections whose time has come; their timers are unset before.
    void advance(long nowNanos, IntConsumer onDue) {
        long target = (nowNanos - baseNanos) / TICK_NANOS;
        if (size == 0) {
            tick = target;
            return;
        }
        while (tick < target) {
            tick++;
            int list = (int) (tick & (TICKS - 1));
            if (first[list] != END) {
                empty(list, nowNanos, onDue);
            }
        }
    }

    /// A time not later than the earliest timer, or [#NONE].
    long nextNanos() {
        if (size == 0) {
            return NONE;
        }
        int from = (int) ((tick + 1) & (TICKS - 1));
        for (int i = 0; i <= used.length; i++) {
            int word = (from / Long.SIZE + i) % used.length;
            long bits = used[word];
            if (i == 0) {
                bits &= -1L << (from % Long.SIZE);
            }
            if (bits != 0) {
                int list = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                int ahead = (list - from) & (TICKS - 1);
                return baseNanos + (tick + 1 + ahead) * TICK_NANOS;
            }
        }
        throw new IllegalStateException("a timer is in no list");
    }

    private void empty(int list, long nowNanos, IntConsumer onDue) {
        int each = first[list];
        int due = END;
        first[list] = END;
        used[list / Long.SIZE] &= ~(1L << (list % Long.SIZE));
        while (each != END) {
            int following = next[each];
            listOf[each] = END;
            size--;
            if (at[each] > nowNanos) {
                link(each);
            } else {
                next[each] = due;
                due = each;
            }
            each = following;
        }
        // What is told may set any timer; those still to be told are in the past, so that atLatest
        // leaves them, and this chain, alone.
        while (due != END) {
            int following = next[due];
            at[due] = NONE;
            onDue.accept(due);
            due = following;
        }
    }

    private void link(int connection) {
        long ticks = Math.ceilDiv(at[connection] - baseNanos, TICK_NANOS);
        long bounded = Math.clamp(ticks, tick + 1, tick + TICKS - 1);
        int list = (int) (bounded & (TICKS - 1));
        int head = first[list];
        listOf[connection] = list;
        previous[connection] = END;
        next[connection] = head;
        if (head != END) {
            previous[head] = connection;
        }
        first[list] = connection;
        used[list / Long.SIZE] |= 1L << (list % Long.SIZE);
        size++;
    }

    private void unlink(int connection) {
        int list = listOf[connection];
        int before = previous[connection];
        int after = next[connection];
        if (before == END) {
            first[list] = after;
        } else {
            next[before] = after;
        }
        if (after != END) {
            previous[after] = before;
        }
        if (first[list] == END) {
            used[list / Long.SIZE] &= ~(1L << (list % Long.SIZE));
        }
        listOf[connection] = END;
        size--;
    }
}
