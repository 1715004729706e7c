package io.heddle.udp;

import io.heddle.AmplificationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A datagram that was received. Any thread may call any method.
public final class Datagram {

    private final Outlet outlet;
    private final InetSocketAddress peer;
    private final byte[] payload;
    private final long receivedAt;
    private final Allowance allowance;
    private @Nullable DatagramSession session; // set before it is handed out
    private @Nullable Datagram next; // guarded by the mailbox that it lies in

    /// @param receivedAt by `System.nanoTime()`
    Datagram(
            Outlet outlet,
            InetSocketAddress peer,
            byte[] payload,
            long receivedAt,
            Allowance allowance) {
        this.outlet = outlet;
        this.peer = peer;
        this.payload = payload;
        this.receivedAt = receivedAt;
        this.allowance = allowance;
    }

    /// Where it says it comes from. That can be forged.
    public InetSocketAddress peer() {
        return peer;
    }

    /// The address of the socket that received it; the wildcard address if it is bound to that.
    public InetSocketAddress localAddress() {
        return outlet.address();
    }

    /// What it carries, always the same array; it belongs to who received it and may be changed.
    @SuppressWarnings("EscapingEntity")
    public byte[] payload() {
        return payload;
    }

    /// How many bytes it carries, 0 to 65,507.
    public int length() {
        return payload.length;
    }

    /// How long ago it was received; what waited for long may not be worth an answer any more.
    public Duration age() {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - receivedAt));
    }

    /// Sends a datagram to the peer. Blocks only while the system has no room for it.
    ///
    /// @throws AmplificationException if that would be more than [DatagramLimits#amplification()]
    ///   allows for a peer that is not verified; nothing is sent
    /// @throws IllegalArgumentException if the payload has more than 65,507 bytes
    /// @throws IOException if the system refuses, or the server is closed
    public void reply(byte[] payload) throws IOException {
        reply(ByteBuffer.wrap(payload));
    }

    /// Sends what remains in a buffer, which is taken, likewise.
    ///
    /// @throws AmplificationException as above
    /// @throws IllegalArgumentException as above
    /// @throws IOException as above
    public void reply(ByteBuffer payload) throws IOException {
        if (session != null) {
            session.send(payload);
            return;
        }
        Bounds.checkPayload(payload.remaining());
        allowance.take(payload.remaining(), "a reply to " + peer);
        outlet.send(payload, peer);
    }

    /// Says that the peer is known to have its address, because it has sent back a token that went
    /// there, say: replies may be of any length from now on. Of a session it holds for all of it.
    public void markVerified() {
        if (session != null) {
            session.markVerified();
        } else {
            allowance.markVerified();
        }
    }

    /// It goes to a session: its replies are the session's.
    void belongTo(DatagramSession session) {
        this.session = session;
    }

    Outlet outlet() {
        return outlet;
    }

    @Nullable Datagram next() {
        return next;
    }

    void next(@Nullable Datagram next) {
        this.next = next;
    }

    /// Its length and its peer, for people.
    @Override
    public String toString() {
        return "datagram of " + payload.length + " bytes from " + peer;
    }
}
