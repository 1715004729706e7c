package io.heddle;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Peers that were accepted and wait for a place ([AtLimit.Queue]): exempt ones before the others,
/// else in the order in which they came.
///
/// Confined to the acceptor.
final class WaitingRoom {

    /// One of them.
    ///
    /// @param address null if it was gone before that could be asked
    /// @param until when its time is over, on the clock of `System.nanoTime`
    /// @param farewell what it reads then
    record Guest(
            SocketChannel channel,
            @Nullable SocketAddress address,
            Ticket ticket,
            long until,
            String farewell) {

        /// Closes it without a word.
        void drop() {
            try {
                channel.close();
            } catch (IOException gone) {
                // it is closed for us whatever the system says
            }
        }
    }

    private final Queue<Guest> exempt = new ArrayDeque<>(0);
    private final Queue<Guest> others = new ArrayDeque<>(0);
    private long earliest; // no guest's time is over before; of no meaning if there is none
    private final AtomicInteger all;
    private int size;

    /// @param all counts who waits, here and in other rooms of the same listener
    WaitingRoom(AtomicInteger all) {
        this.all = all;
    }

    /// How long a peer may wait here.
    static long patienceNanos(AtLimit policy) {
        return policy instanceof AtLimit.Queue queue ? queue.timeout().toNanos() : 0;
    }

    int size() {
        return size;
    }

    /// Whether exempt ones, or others, are among them.
    boolean has(boolean exempt) {
        return !(exempt ? this.exempt : others).isEmpty();
    }

    void add(Guest guest) {
        boolean first = size == 0 || guest.until() - earliest < 0;
        earliest = first ? guest.until() : earliest;
        queueOf(guest).add(guest);
        count();
    }

    private Queue<Guest> queueOf(Guest guest) {
        return guest.ticket().exempt() ? exempt : others;
    }

    private void count() {
        int now = exempt.size() + others.size();
        all.addAndGet(now - size);
        size = now;
    }

    /// Takes out the first guest that is exempt, or else the first, if there is a place for it.
    ///
    /// @param hasPlace takes a place for a guest if there is one
    /// @return whether one was taken out and given to the consumer
    boolean admitOne(Predicate<Guest> hasPlace, Consumer<Guest> admitted) {
        Queue<Guest> queue = exempt.isEmpty() ? others : exempt;
        Guest first = queue.peek();
        if (first == null || !hasPlace.test(first)) {
            return false;
        }
        queue.remove();
        count();
        admitted.accept(first);
        return true;
    }

    /// Takes out those whose time is over. After a change of the limits they may be anywhere.
    void expire(long nowNanos, Consumer<Guest> expired) {
        if (size == 0 || earliest - nowNanos > 0) {
            return;
        }
        earliest = nowNanos + Long.MAX_VALUE;
        expire(exempt, nowNanos, expired);
        expire(others, nowNanos, expired);
    }

    private void expire(Queue<Guest> queue, long nowNanos, Consumer<Guest> expired) {
        for (Iterator<Guest> each = queue.iterator(); each.hasNext(); ) {
            Guest guest = each.next();
            if (guest.until() - nowNanos <= 0) {
                each.remove();
                count();
                expired.accept(guest);
            } else if (guest.until() - earliest < 0) {
                earliest = guest.until();
            }
        }
    }

    /// Takes all out.
    void clear(Consumer<Guest> out) {
        while (admitOne(guest -> true, out)) {
            // until nobody is left
        }
    }

    /// How long until somebody's time may be over; [Long#MAX_VALUE] if nobody waits.
    long nanosToExpiry(long nowNanos) {
        return size == 0 ? Long.MAX_VALUE : Math.max(1, earliest - nowNanos);
    }
}
