package io.heddle.udp;

import io.heddle.Deadline;
import io.heddle.ListenException;
import io.heddle.SocketOptions;
import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.poll.PolledChannel;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.ReadyGate;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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
        DatagramChannel channel =
                openChannel(wanted.getAddress(), groups.stream().anyMatch(Membership::isV4));
        try {
            channel.configureBlocking(false);
            applyOptions(config.options(), wanted, channel);
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

    /// A channel, not yet bound, of the kind that is needed to talk to an address.
    static DatagramChannel openChannel(InetAddress address) throws IOException {
        return openChannel(address, false);
    }

    private static DatagramChannel openChannel(InetAddress address, boolean needsV4)
            throws IOException {
        boolean isV4 = address instanceof Inet4Address;
        if (address.isAnyLocalAddress() && isV4 && !needsV4) {
            return DatagramChannel.open();
        }
        return DatagramChannel.open(
                isV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    /// Sets the options of a channel.
    ///
    /// @throws IllegalArgumentException if one is unknown here or its value is refused
    static void applyOptions(
            SocketOptions options, InetSocketAddress address, DatagramChannel channel) {
        try {
            options.applyTo(channel);
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException(
                    "options of " + address + " are refused: " + refused.getMessage(), refused);
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

    /// A selector that finds the socket ready when there is a datagram.
    Selector selector() throws IOException {
        Selector selector = Selector.open();
        try {
            channel.register(selector, SelectionKey.OP_READ);
            return selector;
        } catch (Throwable failure) {
            selector.close();
            throw failure;
        }
    }

    /// Waits until there is a datagram, or somebody wants the wait to end. One thread at a time.
    ///
    /// @return false if the thread is interrupted
    boolean awaitDatagram() {
        return polled.readable().await() == ReadyGate.Outcome.READY;
    }

    /// Ends the wait in progress, or else the next one.
    void wake() {
        polled.readable().wake();
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
        while (!sendNow(channel, payload, peer)) {
            awaitRoom(turn, polled, "a datagram sent to " + peer);
        }
        counters.sent(bytes);
    }

    /// Waits until a channel may have room for a datagram.
    ///
    /// @param turn at most one at a time waits
    /// @throws io.heddle.WaitEndedException if a deadline is over, or the thread is interrupted
    static void awaitRoom(ReentrantLock turn, PolledChannel polled, String what)
            throws IOException {
        takeTurn(turn, what);
        try {
            GateWait.await(polled.writable(), Long.MAX_VALUE, what);
        } finally {
            turn.unlock();
        }
    }

    private static void takeTurn(ReentrantLock turn, String what) throws IOException {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Deadline.parkNanos(what, 0); // throws what an interrupt is
        }
    }

    /// Sends a datagram by a non-blocking channel, from a buffer that is lent meanwhile.
    ///
    /// @return false if the system has no room for it
    static boolean sendNow(DatagramChannel channel, ByteBuffer payload, InetSocketAddress peer)
            throws IOException {
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
