package io.heddle;

import io.heddle.internal.limit.AddressCounts;
import io.heddle.internal.limit.AddressRates;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who may come in, as far as that depends on the peer's address: the limits by address, and who is
/// exempt. Any thread.
final class Admission {

    private static final int MOST_RATES = 65_536;

    private final ReentrantLock lock = new ReentrantLock();
    private final AddressCounts counts = new AddressCounts(); // guarded by lock
    private final AddressRates rates = new AddressRates(MOST_RATES); // guarded by lock
    private volatile AddressLimits limits;
    private volatile List<Network> exempt;

    Admission(Limits limits) {
        this.limits = limits.addresses();
        this.exempt = limits.exempt();
    }

    private boolean isExempt(@Nullable SocketAddress peer) {
        InetAddress address = addressOf(peer);
        if (address != null) {
            for (Network network : exempt) {
                if (network.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether it is not known of a peer whose connection it brings.
    static boolean isUnintroduced(@Nullable SocketAddress peer, @Nullable Preamble preamble) {
        return peer != null
                && preamble != null
                && preamble.expectedOf(peer) != Preamble.Expectation.NONE;
    }

    /// Lets a peer in, or says why not; one that is yet to be introduced is judged when it is.
    ///
    /// @param nowNanos on a clock that does not go back
    Verdict judge(@Nullable SocketAddress peer, @Nullable Preamble preamble, long nowNanos) {
        return isUnintroduced(peer, preamble) ? Verdict.WELCOME : judge(peer, nowNanos);
    }

    /// Lets a peer in, or says why not. Who is let in has a ticket to be given back.
    ///
    /// @param nowNanos on a clock that does not go back
    Verdict judge(@Nullable SocketAddress peer, long nowNanos) {
        if (isExempt(peer)) {
            return Verdict.WELCOME_EXEMPT;
        }
        AddressLimits now = limits;
        InetAddress address = addressOf(peer);
        if (address == null || now.equals(AddressLimits.UNLIMITED)) {
            return Verdict.WELCOME;
        }
        int networkBits = now.networkBits(address);
        lock.lock();
        try {
            if (!now.rate().isUnlimited() && !takeToken(now, address, nowNanos)) {
                return Verdict.TOO_OFTEN;
            }
            if (!now.isCounting()) {
                return Verdict.WELCOME;
            }
            var seat = counts.enter(address, networkBits, now.perAddress(), now.perNetwork());
            return seat == null ? Verdict.TOO_MANY : new Verdict(null, new Ticket(false, seat));
        } finally {
            lock.unlock();
        }
    }

    private boolean takeToken(AddressLimits now, InetAddress address, long nowNanos) {
        int bits = address instanceof Inet4Address ? Integer.SIZE : now.bitsV6();
        AcceptRate rate = now.rate();
        return rates.take(address, bits, rate.nanosPerPeer(), rate.burst(), nowNanos);
    }

    /// A peer that was let in has gone before it was a connection.
    void leave(Ticket ticket) {
        AddressCounts.Seat seat = ticket.seat();
        if (seat != null) {
            lock.lock();
            try {
                counts.leave(seat);
            } finally {
                lock.unlock();
            }
        }
    }

    /// A connection has ended.
    ///
    /// @return what it had
    Ticket leave(Connection connection) {
        lock.lock();
        try {
            Ticket ticket = connection.ticket();
            connection.ticket(Ticket.RETURNED);
            if (ticket.seat() != null) {
                counts.leave(ticket.seat());
            }
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /// Changes the limits. Connections are counted from now on as the new ones say.
    ///
    /// @param open tells the connections that are open when it is asked
    void change(Limits changed, Supplier<List<Connection>> open) {
        AddressLimits before = limits;
        AddressLimits after = changed.addresses();
        exempt = changed.exempt();
        lock.lock();
        try {
            limits = after; // before it is asked who is open: who comes later settles by itself
            if (!after.rate().equals(before.rate()) || after.bitsV6() != before.bitsV6()) {
                rates.clear();
            }
            if (after.isCounting() && (!before.isCounting() || hasOtherBits(before, after))) {
                open.get().forEach(this::settleNow);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasOtherBits(AddressLimits one, AddressLimits other) {
        return one.bitsV4() != other.bitsV4() || one.bitsV6() != other.bitsV6();
    }

    /// A connection is among the open ones now: sees to it that it is counted as the limits say,
    /// which may have changed since its peer was judged.
    void settle(Connection connection) {
        if (limits.isCounting()) {
            lock.lock();
            try {
                settleNow(connection);
            } finally {
                lock.unlock();
            }
        }
    }

    /// It is known now whose connection it is: judges it by that.
    ///
    /// @return why it may not stay, or null
    @Nullable RejectReason introduced(Connection connection, long nowNanos) {
        lock.lock();
        try {
            connection.unintroduced(false);
            if (connection.ticket().exempt()) {
                return null; // by its listener: nobody who comes by it has a limit
            }
            Verdict verdict = judge(connection.peerAddress(), nowNanos);
            if (verdict.refusal() == null) {
                AddressCounts.Seat seat = verdict.ticket().seat();
                connection.ticket(new Ticket(connection.ticket().exempt(), seat));
            }
            return verdict.refusal();
        } finally {
            lock.unlock();
        }
    }

    private void settleNow(Connection connection) {
        if (connection.isUnintroduced()) {
            return; // whom it would be counted for is not known
        }
        Ticket ticket = connection.ticket();
        InetAddress address = addressOf(connection.peerAddress());
        if (address == null || !ticket.mayHaveSeat() || isExempt(connection.peerAddress())) {
            return;
        }
        int networkBits = limits.networkBits(address);
        AddressCounts.Seat seat = ticket.seat();
        if (seat != null && seat.networkBits() == networkBits) {
            return;
        }
        if (seat != null) {
            counts.leave(seat);
        }
        seat = counts.enter(address, networkBits, Limits.UNLIMITED, Limits.UNLIMITED);
        connection.ticket(new Ticket(false, seat));
    }

    private static @Nullable InetAddress addressOf(@Nullable SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }

    /// What becomes of a peer: it may come in, or there is a reason why not.
    record Verdict(@Nullable RejectReason refusal, Ticket ticket) {
        static final Verdict WELCOME = new Verdict(null, Ticket.ORDINARY);
        static final Verdict WELCOME_EXEMPT = new Verdict(null, Ticket.EXEMPT);
        static final Verdict TOO_OFTEN = refused(RejectReason.ADDRESS_RATE);
        static final Verdict TOO_MANY = refused(RejectReason.ADDRESS_LIMIT);

        private static Verdict refused(RejectReason reason) {
            return new Verdict(reason, Ticket.ORDINARY);
        }
    }
}
