package io.heddle.udp;

import io.heddle.ListenException;
import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledChannel;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.ReadyGate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A bound socket of a server. Its channel is non-blocking, so that no interrupt can close it.
final class DatagramPort implements Outlet, Closeable {

    private final DatagramChannel channel;
    private final PolledChannel polled;
    private final InetSocketAddress address;
    private final DatagramCounters counters;

    // whose turn it is to wait for room; no state is guarded by it
    private final ReentrantLock turn = new ReentrantLock();

    private DatagramPort(DatagramChannel channel, Poller poller, DatagramCounters counters)
            throws IOException {
        this.channel = channel;
        this.polled = new PolledChannel(channel, poller);
        this.address = (InetSocketAddress) Objects.requireNonNull(channel.getLocalAddress());
        this.counters = counters;
    }

    /// Binds a socket; leaves nothing open if it fails.
    ///
    /// @throws ListenException if the address cannot be bound, or a group not be joined
    /// @throws IllegalArgumentException if a socket option is unknown here or its value is refused
    static DatagramPort open(
            DatagramServerConfig config,
            InetSocketAddress wanted,
            Poller poller,
            DatagramCounters counters)
            throws IOException {
        List<Membership> groups = config.memberships();
        DatagramChannel channel = openChannel(wanted.getAddress(), groups);
        try {
            channel.configureBlocking(false);
            applyOptions(config, wanted, channel);
            bind(channel, wanted);
            for (Membership membership : groups) {
                join(channel, membership, wanted);
            }
            return new DatagramPort(channel, poller, counters);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    private static DatagramChannel openChannel(InetAddress wanted, List<Membership> groups)
            throws IOException {
        boolean needsV4 = groups.stream().anyMatch(Membership::isV4);
        if (wanted.isAnyLocalAddress() && wanted instanceof Inet4Address && !needsV4) {
            return DatagramChannel.open();
        }
        return DatagramChannel.open(
                wanted instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
    }

    private static void applyOptions(
            DatagramServerConfig config, InetSocketAddress wanted, DatagramChannel channel) {
        try {
            config.options().applyTo(channel);
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException(
                    "options of " + wanted + " are refused: " + refused.getMessage(), refused);
        }
    }

    private static void bind(DatagramChannel channel, InetSocketAddress wanted)
            throws ListenException {
        try {
            channel.bind(wanted);
        } catch (IOException | RuntimeException refused) {
            throw new ListenException(wanted, refused);
        }
    }

    /// Joins a group, if it is of the socket's family.
    private static void join(
            DatagramChannel channel, Membership membership, InetSocketAddress wanted)
            throws ListenException {
        boolean isSocketV4 = wanted.getAddress() instanceof Inet4Address;
        if (isSocketV4 != membership.isV4()) {
            return;
        }
        InetAddress source = membership.source();
        try {
            if (source == null) {
                channel.join(membership.group(), membership.on());
            } else {
                channel.join(membership.group(), membership.on(), source);
            }
        } catch (IOException | RuntimeException refused) {
            throw new ListenException(
                    new InetSocketAddress(membership.group(), wanted.getPort()), refused);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /// Where the loop waits for datagrams.
    ReadyGate readable() {
        return polled.readable();
    }

    /// Takes a datagram that is there.
    ///
    /// @return its peer; null if there is none
    @Nullable InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        return (InetSocketAddress) channel.receive(buffer);
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress peer) throws IOException {
        int bytes = payload.remaining();
        while (!sendNow(payload, peer)) {
            takeTurn();
            try {
                awaitRoom();
            } finally {
                turn.unlock();
            }
        }
        counters.sent(bytes);
    }

    private void takeTurn() throws InterruptedIOException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a datagram sent from " + address);
        }
    }

    private void awaitRoom() throws IOException {
        GateWait.await(polled.writable(), Long.MAX_VALUE, "a datagram sent from " + address);
    }

    /// @return false if the system has no room for it
    private boolean sendNow(ByteBuffer payload, InetSocketAddress peer) throws IOException {
        int bytes = payload.remaining();
        if (payload.isDirect()) {
            return channel.send(payload, peer) == bytes;
        }
        ByteBuffer lent = BufferPool.SHARED.borrow(bytes);
        try {
            if (lent.capacity() < bytes) { // no direct memory left
                return channel.send(payload, peer) == bytes;
            }
            lent.put(payload.duplicate()).flip();
            boolean sent = channel.send(lent, peer) == bytes;
            if (sent) {
                payload.position(payload.limit());
            }
            return sent;
        } finally {
            BufferPool.SHARED.giveBack(lent);
        }
    }

    /// Ends all waits. The port is free when the poller has let go of it.
    @Override
    public void close() throws IOException {
        polled.close();
    }

    /// Likewise, whatever the system says to it.
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // it is closed for us
        }
    }
}
