package io.heddle.udp;

import io.heddle.SocketOptions;
import io.heddle.WaitEndedException;
import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A socket for datagrams to and from one peer. What comes from others the system drops.
///
/// ```java
/// try (var client = DatagramClient.connect(address)) {
///     byte[] answer = client.exchange(question, Duration.ofSeconds(1), 3);
/// }
/// ```
///
/// One thread at a time may receive; all else any thread may do at any time. No call holds a
/// carrier while it waits, and all keep the calling thread's deadline.
public final class DatagramClient implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 100;

    private final DatagramChannel channel;
    private final PolledChannel polled;
    private final InetSocketAddress address;
    private final InetSocketAddress peer;
    private final AtomicBoolean closed = new AtomicBoolean();

    // whose turn it is to wait for room; no state is guarded by it
    private final ReentrantLock turn = new ReentrantLock();

    private DatagramClient(DatagramChannel channel, PolledChannel polled, InetSocketAddress peer)
            throws IOException {
        this.channel = channel;
        this.polled = polled;
        this.address = (InetSocketAddress) Objects.requireNonNull(channel.getLocalAddress());
        this.peer = peer;
    }

    /// Opens a client on a free port. Sends nothing.
    ///
    /// @throws IllegalArgumentException if the address is not resolved
    /// @throws IOException if the system refuses
    public static DatagramClient connect(InetSocketAddress peer) throws IOException {
        return connect(peer, SocketOptions.NONE, null);
    }

    /// Opens a client. Sends nothing.
    ///
    /// @param options of its socket: `SO_BROADCAST`, say, or a larger buffer
    /// @param local where to bind it; null: the system chooses
    /// @throws IllegalArgumentException if an address is not resolved, or an option is unknown here
    ///   or its value is refused
    /// @throws IOException if the system refuses
    public static DatagramClient connect(
            InetSocketAddress peer, SocketOptions options, @Nullable InetSocketAddress local)
            throws IOException {
        if (peer.isUnresolved()) {
            throw new IllegalArgumentException("host " + peer.getHostString() + " is unknown");
        }
        DatagramChannel channel = DatagramPort.openChannel(peer.getAddress());
        try {
            channel.configureBlocking(false);
            DatagramPort.applyOptions(options, peer, channel);
            if (local != null) {
                channel.bind(local);
            }
            channel.connect(peer);
            var polled = new PolledChannel(channel, ClientPoller.acquire());
            try {
                return new DatagramClient(channel, polled, peer);
            } catch (Throwable failure) {
                ClientPoller.release();
                throw failure;
            }
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /// The only one whose datagrams are received.
    public InetSocketAddress peer() {
        return peer;
    }

    /// Where it is bound.
    public InetSocketAddress localAddress() {
        return address;
    }

    /// Sends a datagram. Blocks only while the system has no room for it.
    ///
    /// @throws IllegalArgumentException if the payload is empty, which the JDK does not send to a
    ///   peer that a channel is connected to, or has more than 65,507 bytes
    /// @throws PortUnreachableException if the peer's host has said, to an earlier datagram, that
    ///   nobody is there; this one may not have been sent
    /// @throws WaitEndedException if a deadline is over, or the thread is interrupted
    /// @throws ClosedChannelException if the client is closed
    /// @throws IOException if the system refuses
    public void send(byte[] payload) throws IOException {
        send(ByteBuffer.wrap(payload));
    }

    /// Sends what remains in a buffer, which is taken, likewise.
    ///
    /// @throws IllegalArgumentException as above
    /// @throws PortUnreachableException as above
    /// @throws WaitEndedException as above
    /// @throws ClosedChannelException as above
    /// @throws IOException as above
    public void send(ByteBuffer payload) throws IOException {
        if (!payload.hasRemaining()) {
            throw new IllegalArgumentException("payload must be at least 1 byte, was 0");
        }
        Bounds.checkPayload(payload.remaining());
        while (!DatagramPort.sendNow(channel, payload, peer)) {
            DatagramPort.awaitRoom(turn, polled, "a datagram sent to " + peer);
        }
    }

    /// Receives a datagram of the peer; blocks until there is one.
    ///
    /// @throws PortUnreachableException if the peer's host has said that nobody is there
    /// @throws WaitEndedException if a deadline is over, or the thread is interrupted; the client
    ///   stays usable
    /// @throws ClosedChannelException if the client is closed, meanwhile say
    /// @throws IllegalStateException if another thread waits here
    /// @throws IOException if the system refuses
    public Datagram receive() throws IOException {
        Datagram received = null;
        while (received == null) {
            received = receive(Long.MAX_VALUE);
        }
        return received;
    }

    /// Receives a datagram of the peer; waits for a time.
    ///
    /// @param timeout how long at most, to 20 ms; if not positive it does not wait
    /// @return null if none has come in time
    /// @throws PortUnreachableException as above
    /// @throws WaitEndedException as above
    /// @throws ClosedChannelException as above
    /// @throws IllegalStateException as above
    /// @throws IOException as above
    public @Nullable Datagram receive(Duration timeout) throws IOException {
        return receive(timeout.toNanos());
    }

    private @Nullable Datagram receive(long nanos) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            Datagram received = receiveNow();
            if (received != null) {
                return received;
            }
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - begin);
            if (left <= 0) {
                return null;
            }
            GateWait.await(polled.readable(), left, "a datagram received from " + peer);
            checkOpen();
        }
    }

    private @Nullable Datagram receiveNow() throws IOException {
        ByteBuffer buffer = BufferPool.SHARED.borrow(Bounds.MAX_PAYLOAD);
        try {
            if (channel.receive(buffer) == null) {
                return null;
            }
            buffer.flip();
            var payload = new byte[buffer.remaining()];
            buffer.get(payload);
            var allowance = new Allowance(DatagramLimits.TRUSTING, payload.length);
            return new Datagram(new Replies(), peer, payload, System.nanoTime(), allowance);
        } finally {
            BufferPool.SHARED.giveBack(buffer);
        }
    }

    /// Sends a request and waits for a datagram, which it takes for the answer; sends the request
    /// again where none comes. What has come before, a late answer say, is dropped first. Where
    /// answers can be told from each other, by a number in them, look at it: an answer to an
    /// earlier attempt may come after it.
    ///
    /// @param timeout how long to wait after each attempt, to 20 ms
    /// @param attempts how often to send, 1 to 100
    /// @return null if no attempt was answered
    /// @throws IllegalArgumentException if the payload has more than 65,507 bytes, or the attempts
    ///   are out of their range
    /// @throws PortUnreachableException as above
    /// @throws WaitEndedException as above
    /// @throws ClosedChannelException as above
    /// @throws IllegalStateException as above
    /// @throws IOException as above
    public @Nullable Datagram exchange(byte[] request, Duration timeout, int attempts)
            throws IOException {
        new Bounds().between("attempts", 1, MOST_ATTEMPTS, attempts).throwIfAny();
        Datagram answer = receiveNow();
        while (answer != null) {
            answer = receiveNow();
        }
        for (int i = 0; i < attempts && answer == null; i++) {
            send(request);
            answer = receive(timeout);
        }
        return answer;
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    /// Closes the socket; who waits gets a [ClosedChannelException]. Does not block; does nothing
    /// the second time.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                polled.close();
            } catch (IOException e) {
                // it is closed for us
            } finally {
                ClientPoller.release();
            }
        }
    }

    /// Its peer, for people.
    @Override
    public String toString() {
        return "datagram client of " + peer;
    }

    private final class Replies implements Outlet {

        @Override
        public void send(ByteBuffer payload, InetSocketAddress to) throws IOException {
            DatagramClient.this.send(payload);
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }
    }
}
