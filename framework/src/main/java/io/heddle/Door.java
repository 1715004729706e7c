package io.heddle;

import io.heddle.Admission.Verdict;
import io.heddle.ListenerSnapshot.State;
import io.heddle.WaitingRoom.Guest;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Who comes in by one socket of a listener, and what becomes of the others.
///
/// The order of the limits: the listener's rate, for which peers wait in the backlog; then, of each
/// peer, its address; then a place of the listener and one of the server. Only where peers are held
/// at the limit, the places come before the address, which is known of accepted peers alone. A peer
/// that is let in has a [Ticket].
///
/// Confined to the acceptor, but for what is said of the others.
final class Door implements Places.Claimant {

    private static final int MOST_BY_SPARE_DESCRIPTOR = 256; // between two pauses
    private static final boolean[] BOTH_KINDS = {true, false}; // of places: exempt or not

    private final Listener listener;
    private final ListenerState shared;
    private final ServerState server;
    private final ConnectionRunner runner;
    private final WaitingRoom waiting;
    private final TurnedAway turnedAway;
    private final SpareDescriptor spare = new SpareDescriptor();
    private boolean lastCall;
    private boolean waitsForOwnPlace;

    private volatile boolean quiet = true; // written by the acceptor, read by any

    Door(Listener listener, ListenerState shared, ServerState server, ConnectionRunner runner) {
        this.listener = listener;
        this.shared = shared;
        this.server = server;
        this.runner = runner;
        this.turnedAway = new TurnedAway(listener);
        this.waiting = new WaitingRoom(shared.queued());
    }

    /// Makes the acceptor look again. Any thread.
    @Override
    public void wake() {
        listener.wake();
    }

    /// Whether nobody waits, and nobody is on the way out. Any thread.
    boolean isQuiet() {
        return quiet;
    }

    /// How long until there is something to do, if nothing happens.
    long nanosToNextTurn() {
        long now = System.nanoTime();
        long next = Math.min(turnedAway.nanosToSweep(now), waiting.nanosToExpiry(now));
        long token = shared.nanosToToken();
        return token > 0 ? Math.min(next, token) : next;
    }

    /// Lets in whom it may.
    ///
    /// @param last whether this is the last time: what the kernel has completed is let in, or told,
    ///   and then the listener is closed
    /// @return what it waits for now
    /// @throws IOException if the system hands no peer out
    State admit(Scope scope, boolean last) throws IOException {
        long now = System.nanoTime();
        int before = waiting.size();
        spare.hold();
        turnedAway.sweep(now);
        waiting.expire(now, this::tooLate);
        waitsForOwnPlace = false;
        while (waiting.admitOne(
                guest -> takePlace(guest.ticket().exempt(), true), guest -> begin(scope, guest))) {
            // as long as there are places
        }
        State state;
        if (last) {
            stopListening(scope);
            state = State.CLOSED;
        } else {
            state = acceptAll(scope);
        }
        leaveLines(state);
        if (waiting.size() < before) {
            shared.wakeOthers(listener); // there is room in the queue
        }
        quiet = waiting.size() == 0 && turnedAway.isEmpty();
        return state;
    }

    /// Who is in line for a place and does not wait for it would keep others from it.
    private void leaveLines(State state) {
        if (!waitsForOwnPlace) {
            shared.places().withdraw(this, false);
        }
        boolean exempt = shared.limits().exempt();
        boolean holds = state == State.AT_LIMIT && waiting.size() == 0;
        for (boolean kind : BOTH_KINDS) {
            boolean waits = waiting.has(kind) || (holds && exempt == kind);
            if (waitsForOwnPlace || !waits) {
                server.limits().places().withdraw(this, kind);
            }
        }
    }

    private State acceptAll(Scope scope) throws IOException {
        while (true) {
            if (shared.isSuspended()) {
                return State.SUSPENDED;
            }
            if (shared.nanosToToken() > 0) {
                return State.AT_RATE;
            }
            AtLimit policy = atLimit();
            boolean holds = isHold(policy);
            boolean exempt = shared.limits().exempt();
            if (holds && (waiting.size() > 0 || !takePlace(exempt, false))) {
                return State.AT_LIMIT; // those who wait in the queue come first
            }
            SocketChannel channel = acceptOrGiveBack(holds, exempt);
            if (channel == null) {
                return State.ACCEPTING;
            }
            letIn(scope, channel, policy, holds, exempt);
        }
    }

    private @Nullable SocketChannel acceptOrGiveBack(boolean hasPlace, boolean exempt)
            throws IOException {
        SocketChannel channel = null;
        try {
            channel = shared.accept(listener);
            return channel;
        } finally {
            if (channel == null && hasPlace) {
                giveBackPlace(exempt);
            }
        }
    }

    /// @param hasPlace whether it has a place already
    /// @param exempt what kind of place, and whether all peers of the listener are exempt
    private void letIn(
            Scope scope, SocketChannel channel, AtLimit policy, boolean hasPlace, boolean exempt) {
        Guest guest = null;
        try {
            guest = judge(channel, policy, hasPlace, exempt);
        } finally {
            if (guest == null && hasPlace) { // refused, or no memory
                giveBackPlace(exempt);
            }
        }
        if (guest == null) {
            return;
        }
        Ticket ticket = guest.ticket();
        if (hasPlace || hasPlaceInOrder(ticket.exempt(), policy)) {
            begin(scope, guest);
        } else if (policy instanceof AtLimit.Queue) {
            waiting.add(guest);
        } else {
            server.limits().admission().leave(ticket);
            RejectReason reason = lastCall ? RejectReason.DRAINING : RejectReason.LIMIT;
            turnAway(channel, guest.address(), reason, guest.farewell());
        }
    }

    /// @return null if the peer is turned away because of its address
    private @Nullable Guest judge(
            SocketChannel channel, AtLimit policy, boolean hasPlace, boolean exempt) {
        SocketAddress peer = addressOf(channel);
        Preamble preamble = listener.config().preamble();
        Verdict verdict =
                exempt
                        ? Verdict.WELCOME_EXEMPT
                        : server.limits().admission().judge(peer, preamble, System.nanoTime());
        RejectReason refusal = verdict.refusal();
        if (refusal != null) {
            turnAway(channel, peer, refusal, TurnedAway.farewell(policy));
            return null;
        }
        Ticket ticket = hasPlace ? new Ticket(exempt, verdict.ticket().seat()) : verdict.ticket();
        long until = System.nanoTime() + WaitingRoom.patienceNanos(policy);
        return new Guest(channel, peer, ticket, until, TurnedAway.farewell(policy));
    }

    /// Takes a place for a peer that has just come, unless others who wait come first.
    private boolean hasPlaceInOrder(boolean exempt, AtLimit policy) {
        if (waiting.has(true) || (!exempt && waiting.has(false))) {
            return false;
        }
        return policy instanceof AtLimit.Queue ? takePlace(exempt, false) : takePlaceNow(exempt);
    }

    /// @return null if the peer is gone
    private static @Nullable SocketAddress addressOf(SocketChannel channel) {
        try {
            return channel.getRemoteAddress();
        } catch (IOException gone) {
            return null;
        }
    }

    /// Begins a connection with a guest that has a place.
    private void begin(Scope scope, Guest guest) {
        Rejection rejection = runner.begin(scope, guest.channel(), guest.ticket());
        if (rejection != null) {
            guest.drop();
            giveBackPlace(guest.ticket().exempt());
            server.observers()
                    .rejected(
                            new Rejection(
                                    listener.name(),
                                    guest.address(),
                                    rejection.reason(),
                                    rejection.cause()));
        }
    }

    private void tooLate(Guest guest) {
        server.limits().admission().leave(guest.ticket());
        turnAway(guest.channel(), guest.address(), RejectReason.QUEUE_TIMEOUT, guest.farewell());
    }

    private void turnAway(
            SocketChannel channel,
            @Nullable SocketAddress peer,
            RejectReason reason,
            String farewell) {
        server.observers().rejected(new Rejection(listener.name(), peer, reason, null));
        turnedAway.add(channel, farewell, System.nanoTime());
    }

    /// Lets in, or tells, those whom the kernel has completed, and listens no longer. Those who
    /// come at this very moment are still reset: the system knows no other end of listening.
    private void stopListening(Scope scope) throws IOException {
        if (!listener.isListening()) {
            return;
        }
        lastCall = true;
        listener.hide(); // who finds nothing there is better off than who is reset
        try {
            AtLimit policy = isHold(atLimit()) ? AtLimit.reject("") : atLimit();
            SocketChannel channel = listener.accept();
            for (int i = 0; channel != null && i < listener.config().binding().backlog(); i++) {
                letIn(scope, channel, policy, false, shared.limits().exempt());
                channel = listener.accept();
            }
        } finally {
            listener.stopListening();
        }
    }

    /// Without any other descriptor left, gives up those of peers that were turned away, or else
    /// turns those away who wait.
    ///
    /// @return whether there was anybody
    boolean turnAwayBySpareDescriptor() {
        try {
            if (turnedAway.giveUp()) {
                return true;
            }
        } catch (IOException stillNoneLeft) {
            return false;
        }
        int count = 0;
        while (count < MOST_BY_SPARE_DESCRIPTOR && turnOneAway()) {
            count++;
        }
        return count > 0;
    }

    private boolean turnOneAway() {
        try {
            SocketChannel channel = spare.release() ? listener.accept() : null;
            if (channel == null) {
                return false;
            }
            SocketAddress peer = addressOf(channel);
            channel.close(); // no time to linger: the descriptor is needed for the next one
            server.observers()
                    .rejected(new Rejection(listener.name(), peer, RejectReason.DESCRIPTORS, null));
            return true;
        } catch (IOException stillNoneLeft) {
            return false;
        } finally {
            spare.hold();
        }
    }

    /// Turns everybody out who is not in yet, and listens no longer.
    void close() throws IOException {
        waiting.clear(this::turnOut);
        shared.places().withdraw(this, false);
        for (boolean kind : BOTH_KINDS) {
            server.limits().places().withdraw(this, kind);
        }
        turnedAway.end();
        spare.close();
        listener.close();
    }

    private void turnOut(Guest guest) {
        guest.drop();
        server.limits().admission().leave(guest.ticket());
        server.observers()
                .rejected(
                        new Rejection(
                                listener.name(), guest.address(), RejectReason.DRAINING, null));
    }

    private AtLimit atLimit() {
        AtLimit own = shared.limits().atLimit();
        return own == null ? server.limits().limits().atLimit() : own;
    }

    /// Whether a peer is accepted only if there is a place for it.
    private boolean isHold(AtLimit policy) {
        return switch (policy) {
            case AtLimit.Hold hold -> true;
            case AtLimit.Queue queue -> shared.queued().get() >= queue.length();
            case AtLimit.Reject reject -> false;
        };
    }

    /// Takes a place of the listener and one of the server. Where there is none, the door is in
    /// line, and the acceptor is woken when there may be one.
    ///
    /// @param more whether there may be more peers that wait; [#leaveLines] sees to it if not
    private boolean takePlace(boolean exempt, boolean more) {
        waitsForOwnPlace = !shared.places().take(this, false);
        if (waitsForOwnPlace) {
            return false;
        }
        if (!server.limits().places().take(this, exempt, more)) {
            shared.places().giveBack(false);
            return false;
        }
        return true;
    }

    /// Takes both places for a peer that does not wait for them.
    private boolean takePlaceNow(boolean exempt) {
        shared.places().withdraw(this, false); // it may be in line because of an earlier policy
        if (!shared.places().takeNow(false)) {
            return false;
        }
        if (!server.limits().places().takeNow(exempt)) {
            shared.places().giveBack(false);
            return false;
        }
        return true;
    }

    private void giveBackPlace(boolean exempt) {
        shared.places().giveBack(false);
        server.limits().places().giveBack(exempt);
    }
}
