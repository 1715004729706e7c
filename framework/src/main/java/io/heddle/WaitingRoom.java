package io.heddle;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Peers that were accepted and wait for a place, in the order in which they came
/// ([AtLimit.Queue]).
///
/// Confined to the acceptor, but for its size.
final class WaitingRoom {

    /// One of them.
    ///
    /// @param address null if it was gone before that could be asked
    /// @param until when its time is over, on the clock of `System.nanoTime`
    record Guest(
            SocketChannel channel, @Nullable SocketAddress address, Ticket ticket, long until) {

        /// Closes it without a word.
        void drop() {
            try {
                channel.close();
            } catch (IOException gone) {
                // it is closed for us whatever the system says
            }
        }
    }

    private final Queue<Guest> guests = new ArrayDeque<>();
    private volatile int size; // written by the acceptor, read by any

    int size() {
        return size;
    }

    void add(Guest guest) {
        guests.add(guest);
        size = guests.size();
    }

    /// Takes out the first guest that is exempt, or else the first, if there is a place for it.
    ///
    /// @param hasPlace takes a place for a guest if there is one
    /// @return whether one was taken out and given to the consumer
    boolean admitOne(Predicate<Guest> hasPlace, Consumer<Guest> admitted) {
        for (Guest guest : guests) {
            if (guest.ticket().exempt()) {
                return admit(guest, hasPlace, admitted);
            }
        }
        Guest first = guests.peek();
        return first != null && admit(first, hasPlace, admitted);
    }

    private boolean admit(Guest guest, Predicate<Guest> hasPlace, Consumer<Guest> admitted) {
        if (!hasPlace.test(guest)) {
            return false;
        }
        guests.remove(guest);
        size = guests.size();
        admitted.accept(guest);
        return true;
    }

    /// Takes out those whose time is over. After a change of the limits they may be anywhere.
    void expire(long nowNanos, Consumer<Guest> expired) {
        for (Iterator<Guest> each = guests.iterator(); each.hasNext(); ) {
            Guest guest = each.next();
            if (guest.until() - nowNanos <= 0) {
                each.remove();
                size = guests.size();
                expired.accept(guest);
            }
        }
    }

    /// Takes all out.
    void clear(Consumer<Guest> out) {
        for (Guest guest = guests.poll(); guest != null; guest = guests.poll()) {
            size = guests.size();
            out.accept(guest);
        }
    }

    /// How long until the first one's time is over; [Long#MAX_VALUE] if nobody waits.
    long nanosToExpiry(long nowNanos) {
        Guest first = guests.peek();
        return first == null ? Long.MAX_VALUE : Math.max(1, first.until() - nowNanos);
    }
}
