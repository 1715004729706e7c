package io.heddle.udp;

import io.heddle.internal.buffer.BufferPool;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// The loop of a socket: takes what has come, passes it on, and waits. It never stops before it is
/// told to: whatever goes wrong, it pauses and goes on. It owns the scope of the handlers that it
/// starts.
final class Receiver implements Callable<Object> {

    /// How long handlers have to return when the server is closed, before they are interrupted.
    private static final Duration HANDLER_GRACE = Duration.ofSeconds(1);

    private static final int MOST_IN_BATCH = 64;
    private static final long LOOK_NANOS = 2_000_000;

    private final DatagramPort port;
    private final DatagramLimits limits;
    private final Recipients recipients;
    private final SourceRates rates;
    private final DatagramCounters counters;
    private final DatagramObservers observers;
    private final ReceiveBackoff backoff = new ReceiveBackoff();
    private final List<Datagram> batch = new ArrayList<>(MOST_IN_BATCH);
    private volatile boolean stopping;

    Receiver(
            DatagramPort port,
            DatagramLimits limits,
            Recipients recipients,
            SourceRates rates,
            DatagramCounters counters,
            DatagramObservers observers) {
        this.port = port;
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
        port.readable().wake();
    }

    /// Ends the loop. Any thread.
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public Object call() {
        try (Scope scope = Scope.open("datagrams " + port.address())) {
            while (!stopping) {
                try {
                    turn(scope);
                } catch (Throwable failure) { // of the system or the virtual machine: go on
                    pause(failure);
                }
            }
            port.closeQuietly();
            awaitHandlers();
        }
        return this;
    }

    private void turn(Scope scope) throws IOException {
        boolean isEmpty;
        try {
            isEmpty = receiveSome();
        } finally {
            recipients.deliver(batch, scope);
            batch.clear();
        }
        backoff.succeeded();
        if (isEmpty) {
            port.readable().await();
            Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
        } else {
            letOthersRun();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // handlers are to have their turn in a flood
    private static void letOthersRun() {
        Thread.yield();
    }

    /// Takes what is there, a batch at most.
    ///
    /// @return whether there is nothing left
    private boolean receiveSome() throws IOException {
        ByteBuffer buffer = BufferPool.SHARED.borrow(limits.datagramBytes() + 1);
        long now = System.nanoTime();
        try {
            for (int i = 0; i < MOST_IN_BATCH; i++) {
                buffer.clear();
                buffer.limit(Math.min(buffer.capacity(), limits.datagramBytes() + 1));
                InetSocketAddress peer = port.receive(buffer);
                if (peer == null) {
                    return true;
                }
                take(peer, buffer, now);
            }
            return false;
        } finally {
            BufferPool.SHARED.giveBack(buffer);
        }
    }

    private void take(InetSocketAddress peer, ByteBuffer buffer, long now) {
        boolean mayBeCut = !buffer.hasRemaining();
        buffer.flip();
        int length = buffer.remaining();
        counters.received(1, length);
        if (mayBeCut) {
            counters.dropped(DropReason.TOO_LONG);
        } else if (!rates.admits(peer.getAddress(), now)) {
            counters.dropped(DropReason.RATE_EXCEEDED);
        } else {
            var payload = new byte[length];
            buffer.get(payload);
            batch.add(new Datagram(port, peer, payload, now, new Allowance(limits, length)));
        }
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
