package io.heddle.udp;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The loop of a socket: takes what has come, passes it on, and waits. It never stops before it is
/// told to: whatever goes wrong, it pauses and goes on. It owns the scope of the handlers that it
/// starts.
final class Receiver implements Callable<Object> {

    /// How long handlers have to return when the server is closed, before they are interrupted.
    private static final Duration HANDLER_GRACE = Duration.ofSeconds(1);

    private static final int MOST_IN_BATCH = 64;
    private static final long LOOK_MILLIS = 1;
    private static final long LOOK_NANOS = 1_000_000;

    /// How soon another datagram has to come to make it worth to lend the socket.
    private static final long SOON_NANOS = 1_000_000;

    /// After how many looks without a datagram the socket is taken back.
    private static final int SILENT_LOOKS = 2;

    private final DatagramPort port;
    private final DatagramLimits limits;
    private final Recipients recipients;
    private final SourceRates rates;
    private final DatagramCounters counters;
    private final DatagramObservers observers;
    private final ReceiveBackoff backoff = new ReceiveBackoff();
    private final List<Datagram> batch = new ArrayList<>(MOST_IN_BATCH);
    private final Selector selector;
    private final SocketRole role = new SocketRole(this);
    private long latest; // when something was received, by nanoTime; confined to the thread
    private volatile @Nullable Thread thread; // written by itself
    private volatile boolean stopping;

    /// @param selector the one of the port
    Receiver(
            DatagramPort port,
            Selector selector,
            DatagramLimits limits,
            Recipients recipients,
            SourceRates rates,
            DatagramCounters counters,
            DatagramObservers observers) {
        this.port = port;
        this.selector = selector;
        this.limits = limits;
        this.recipients = recipients;
        this.rates = rates;
        this.counters = counters;
        this.observers = observers;
    }

    DatagramPort port() {
        return port;
    }

    /// Has the loop go round once more. Any thread.
    void wake() {
        selector.wakeup();
        LockSupport.unpark(thread);
    }

    /// Ends the loop. Any thread.
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public Object call() {
        thread = Thread.currentThread();
        try (Scope scope = Scope.open("datagrams " + port.address())) {
            while (!stopping) {
                try {
                    turn(scope);
                } catch (Throwable failure) { // of the system or the virtual machine: go on
                    pause(failure);
                }
            }
            close();
            awaitHandlers();
        }
        return this;
    }

    /// Closes the socket, and gives its descriptors back.
    void close() {
        try {
            selector.close(); // first: a registered channel would be closed later
        } catch (IOException e) {
            // it is closed for us
        }
        port.closeQuietly();
    }

    private void turn(Scope scope) throws IOException {
        boolean isEmpty;
        boolean isWaiting;
        boolean isMuch;
        try {
            isEmpty = receiveSome();
        } finally {
            isMuch = isMuch();
            isWaiting = recipients.deliver(batch, scope);
            batch.clear();
        }
        backoff.succeeded();
        if (isMuch && recipients.offer(role)) {
            awaitRole();
        } else if (isEmpty) {
            selector.select(key -> {}, isWaiting ? LOOK_MILLIS : 0);
            Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
        }
    }

    /// Whether datagrams come one upon the other.
    private boolean isMuch() {
        if (batch.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        boolean isSoon = batch.size() > 1 || now - latest < SOON_NANOS;
        latest = now;
        return isSoon;
    }

    /// Waits until the worker has given the socket back, or takes it: when little comes, or the
    /// worker is held up.
    private void awaitRole() throws IOException {
        long seen = role.received();
        int silent = 0;
        while (role.isLent()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            Thread.interrupted();
            silent = role.received() == seen ? silent + 1 : 0;
            seen = role.received();
            boolean isSilent = silent >= SILENT_LOOKS && !role.isOffered();
            if (role.isLent() && (stopping || isSilent || recipients.isToBeTakenBack(role))) {
                role.takeBack();
            }
        }
        role.checkFailure();
    }

    /// Takes a datagram that is there, for who has the socket.
    ///
    /// @return null if there is none that is to be handled
    @Nullable Datagram receiveOne() throws IOException {
        ByteBuffer buffer = BufferPool.SHARED.borrow(limits.datagramBytes() + 1);
        try {
            for (int i = 0; i < MOST_IN_BATCH; i++) {
                InetSocketAddress peer = receive(buffer);
                if (peer == null) {
                    return null;
                }
                Datagram datagram = take(peer, buffer, System.nanoTime());
                if (datagram != null) {
                    return datagram;
                }
            }
            return null;
        } finally {
            BufferPool.SHARED.giveBack(buffer);
        }
    }

    private @Nullable InetSocketAddress receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        buffer.limit(Math.min(buffer.capacity(), limits.datagramBytes() + 1));
        return port.receive(buffer);
    }

    /// Takes what is there, a batch at most.
    ///
    /// @return whether there is nothing left
    private boolean receiveSome() throws IOException {
        ByteBuffer buffer = BufferPool.SHARED.borrow(limits.datagramBytes() + 1);
        long now = System.nanoTime();
        try {
            for (int i = 0; i < MOST_IN_BATCH; i++) {
                InetSocketAddress peer = receive(buffer);
                if (peer == null) {
                    return true;
                }
                Datagram datagram = take(peer, buffer, now);
                if (datagram != null) {
                    batch.add(datagram);
                }
            }
            return false;
        } finally {
            BufferPool.SHARED.giveBack(buffer);
        }
    }

    /// @return null if it is dropped
    private @Nullable Datagram take(InetSocketAddress peer, ByteBuffer buffer, long now) {
        boolean mayBeCut = !buffer.hasRemaining();
        buffer.flip();
        int length = buffer.remaining();
        counters.received(1, length);
        if (mayBeCut || !rates.admits(peer.getAddress(), now)) {
            counters.dropped(mayBeCut ? DropReason.TOO_LONG : DropReason.RATE_EXCEEDED);
            return null;
        }
        var payload = new byte[length];
        buffer.get(payload);
        return new Datagram(port, peer, payload, now, new Allowance(limits, length));
    }

    private void pause(Throwable failure) {
        if (stopping) {
            return;
        }
        long nanos = backoff.failed();
        long failures = backoff.takeReport(System.nanoTime());
        if (failures > 0) {
            observers.receiveFailed(port.address(), failures, failure);
        }
        LockSupport.parkNanos(this, nanos);
        Thread.interrupted();
    }

    private void awaitHandlers() {
        long end = System.nanoTime() + HANDLER_GRACE.toNanos();
        while (!recipients.isQuiet() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            Thread.interrupted();
        }
    }
}
