package io.heddle;

import io.heddle.internal.limit.AddressCounts;
import org.jspecify.annotations.Nullable;

/// What a peer got when it was let in, and gives back when it goes.
///
/// @param exempt whether its place may be a reserved one
/// @param seat among those of its address; null if these are not counted, or not for it
/// @param returned whether it has been given back
record Ticket(boolean exempt, AddressCounts.@Nullable Seat seat, boolean returned) {

    static final Ticket ORDINARY = new Ticket(false, null, false);
    static final Ticket EXEMPT = new Ticket(true, null, false);

    /// That of a connection that has ended.
    static final Ticket RETURNED = new Ticket(false, null, true);

    /// One with a seat.
    Ticket(boolean exempt, AddressCounts.@Nullable Seat seat) {
        this(exempt, seat, false);
    }

    /// Whether its peer is one of those that have a seat, if seats are counted.
    boolean mayHaveSeat() {
        return !exempt && !returned;
    }
}
