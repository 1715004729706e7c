package io.heddle.udp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a server counts. Any thread.
final class DatagramCounters {

    private final long mostWaitingBytes;
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = // filled once, never changed
            new EnumMap<>(DropReason.class);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Runnable whenDropped;

    /// @param whenDropped called after each drop; must be quick
    DatagramCounters(long mostWaitingBytes, Runnable whenDropped) {
        this.mostWaitingBytes = mostWaitingBytes;
        this.whenDropped = whenDropped;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    void received(long datagrams, long bytes) {
        received.add(datagrams);
        bytesIn.add(bytes);
    }

    void sent(int bytes) {
        sent.increment();
        bytesOut.add(bytes);
    }

    void dropped(DropReason reason) {
        of(reason).increment();
        whenDropped.run();
    }

    /// Has some more bytes wait, if they may.
    boolean beginWaiting(int bytes) {
        if (waitingBytes.addAndGet(bytes) <= mostWaitingBytes) {
            return true;
        }
        waitingBytes.addAndGet(-bytes);
        return false;
    }

    void endWaiting(int bytes) {
        waitingBytes.addAndGet(-bytes);
    }

    long received() {
        return received.sum();
    }

    long sent() {
        return sent.sum();
    }

    long bytesIn() {
        return bytesIn.sum();
    }

    long bytesOut() {
        return bytesOut.sum();
    }

    long droppedFor(DropReason reason) {
        return of(reason).sum();
    }

    private LongAdder of(DropReason reason) {
        return Objects.requireNonNull(dropped.get(reason));
    }

    long waitingBytes() {
        return waitingBytes.get();
    }
}
