package io.heddle.udp;

import io.heddle.AmplificationException;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The datagrams from and to one peer's address, as long as they come.
///
/// One thread at a time may receive; all else any thread may do at any time. The peer's address can
/// be forged: see [#markVerified()].
public final class DatagramSession {

    final SessionList.Links links = new SessionList.Links(); // the table's
    final Mailbox mailbox = new Mailbox();

    private final SessionTable table;
    private final Outlet outlet;
    private final InetSocketAddress peer;
    private final long id;
    private final long openedAt;
    private final Allowance allowance;
    private volatile long bytesIn; // written by the loop
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile @Nullable Thread thread; // written by itself
    private volatile @Nullable SessionEnd end; // guarded by the table's lock

    DatagramSession(
            SessionTable table,
            Outlet outlet,
            InetSocketAddress peer,
            long id,
            DatagramLimits limits) {
        this.table = table;
        this.outlet = outlet;
        this.peer = peer;
        this.id = id;
        this.openedAt = System.nanoTime();
        this.allowance = new Allowance(limits, 0);
    }

    /// A number that no other session of the server has, from 1 on.
    public long id() {
        return id;
    }

    /// Where its datagrams say they come from.
    public InetSocketAddress peer() {
        return peer;
    }

    /// The address of the socket by which they come.
    public InetSocketAddress localAddress() {
        return outlet.address();
    }

    /// How long ago it began.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /// How many bytes have come from the peer, with those that are not received yet.
    public long bytesIn() {
        return bytesIn;
    }

    /// How many bytes were sent to the peer.
    public long bytesOut() {
        return bytesOut.get();
    }

    /// Receives the next datagram; blocks until there is one.
    ///
    /// @return null if there will be none: nothing has come for
    ///   [DatagramServerConfig#sessionIdle()], the server is stopping, or the session was closed.
    ///   What has come before is received first
    /// @throws WaitEndedException if a deadline of the calling thread is over, or the thread is
    ///   interrupted; the session stays usable
    /// @throws IllegalStateException if another thread waits here
    public @Nullable Datagram receive() throws IOException {
        while (true) {
            boolean isLast = mailbox.isEnded(); // before the look: nothing comes afterwards
            Datagram received = mailbox.poll();
            if (received != null || isLast) {
                return received(received);
            }
            mailbox.await(Long.MAX_VALUE, this);
        }
    }

    /// Receives the next datagram; waits for a time.
    ///
    /// @param timeout how long at most; if not positive it does not wait
    /// @return null if none has come in time, or there will be none ([#isEnding()])
    /// @throws WaitEndedException as above
    /// @throws IllegalStateException as above
    public @Nullable Datagram receive(Duration timeout) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            boolean isLast = mailbox.isEnded();
            Datagram received = mailbox.poll();
            long left = timeout.toNanos() - (System.nanoTime() - begin);
            if (received != null || isLast || left <= 0) {
                return received(received);
            }
            mailbox.await(left, this);
        }
    }

    private @Nullable Datagram received(@Nullable Datagram datagram) {
        if (datagram != null) {
            table.taken(datagram);
        }
        return datagram;
    }

    /// Sends a datagram to the peer. Blocks only while the system has no room for it.
    ///
    /// @throws AmplificationException if more would have been sent in all than
    ///   [DatagramLimits#amplification()] allows for a peer that is not verified; nothing is sent
    /// @throws IllegalArgumentException if the payload has more than 65,507 bytes
    /// @throws IOException if the system refuses, or the server is closed
    public void send(byte[] payload) throws IOException {
        send(ByteBuffer.wrap(payload));
    }

    /// Sends what remains in a buffer, which is taken, likewise.
    ///
    /// @throws AmplificationException as above
    /// @throws IllegalArgumentException as above
    /// @throws IOException as above
    public void send(ByteBuffer payload) throws IOException {
        int bytes = payload.remaining();
        Bounds.checkPayload(bytes);
        allowance.take(bytes, this);
        outlet.send(payload, peer);
        bytesOut.addAndGet(bytes);
    }

    /// Says that the peer is known to have its address, because it has sent back a token that went
    /// there, say: as much as one likes may be sent from now on.
    public void markVerified() {
        allowance.markVerified();
    }

    /// Whether [#markVerified()] was called.
    public boolean isVerified() {
        return allowance.isVerified();
    }

    /// Whether nothing will come any more, but what may be there already.
    public boolean isEnding() {
        return mailbox.isEnded();
    }

    /// Ends the session: nothing more is received, and the thread that waits gets null. What comes
    /// from the peer from now on begins another session. Does not block; does nothing the second
    /// time.
    public void close() {
        table.detach(this, SessionEnd.HANDLED);
    }

    Allowance allowance() {
        return allowance;
    }

    Outlet outlet() {
        return outlet;
    }

    /// Called by the loop.
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void heard(int bytes) {
        bytesIn += bytes;
        allowance.received(bytes);
    }

    @Nullable Thread thread() {
        return thread;
    }

    void thread(Thread thread) {
        this.thread = thread;
    }

    @Nullable SessionEnd end() {
        return end;
    }

    void end(SessionEnd end) {
        this.end = end;
    }

    /// Its id and its peer, for people.
    @Override
    public String toString() {
        return "session-" + id + " of " + peer;
    }
}
