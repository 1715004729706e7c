package io.heddle;

import io.heddle.internal.time.TimerWheel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is to be known of a peer that was silent for too long, or whose rate is measured: what few
/// peers need, and so is not kept in the [PeerTimer] of each.
///
/// A rate is measured over windows of time, from a call's first wait for the rest of what it has
/// begun. Times are active times in ticks.
final class Slowness {

    private static final long TICKS_PER_SECOND = TimerWheel.ticks(Duration.ofSeconds(1));

    /// For which part of a window the wheel waits for a busy thread to wait again.
    private static final int BUSY_SHARE = 4;

    private final long bytesPerWindow; // 0: not measured
    private final long window;

    volatile long toldAt; // when the waiting thread had its exception, or 0; written by that thread
    private long reportedBytes = -1; // had moved when observers were told last; guarded by this

    // written by the wheel's thread
    private volatile @Nullable TimeoutPhase softPhase; // what was found to be over its limit
    private long softSince; // when; published by softPhase
    private long softBytes; // had moved then; published by softPhase
    boolean closed; // for that; confined to the wheel's thread

    // written by the thread that moves the bytes
    private volatile long call; // when the call in progress first waited for the rest; 0 before
    private long bytesBefore; // that wait; published by call

    private volatile long slowCall; // the call that was found too slow; written by the wheel
    private volatile long enough; // bytes, moved by all calls, that acquit it; likewise

    // confined to the wheel's thread
    private long measuredCall;
    private long windowSince;
    private long windowBytes;

    /// @param bytesPerSecond the least rate, or 0 for none
    /// @param window in ticks
    Slowness(long bytesPerSecond, long window) {
        this.bytesPerWindow = Math.ceilDiv(bytesPerSecond * window, TICKS_PER_SECOND);
        this.window = window;
    }

    /// Whether observers have to be told that a limit is over: once for each time.
    ///
    /// @param bytes moved so far by all calls
    synchronized boolean claimReport(long bytes) {
        boolean claimed = reportedBytes != bytes;
        reportedBytes = bytes;
        return claimed;
    }

    /// A limit is over.
    ///
    /// @param bytes moved so far by all calls
    void soften(TimeoutPhase phase, long now, long bytes) {
        softPhase = null;
        softSince = now;
        softBytes = bytes;
        softPhase = phase;
    }

    /// What is over its limit.
    ///
    /// @param bytes moved so far by all calls; those that have moved since lift it
    /// @return null if nothing is
    @Nullable TimeoutPhase softPhase(long bytes) {
        TimeoutPhase phase = softPhase;
        return phase != null && softBytes == bytes ? phase : null;
    }

    /// Since when.
    long softSince() {
        return softSince;
    }

    /// A call begins.
    void begin() {
        if (call != 0) {
            call = 0;
        }
    }

    /// The call waits for the rest.
    ///
    /// @param bytes moved so far by all calls
    void waitForRest(long now, long bytes) {
        if (call == 0) {
            bytesBefore = bytes;
            call = now;
        }
    }

    /// Whether the call in progress has been found too slow, and has not moved enough since: it
    /// tries once more before the verdict.
    ///
    /// @param bytes moved so far by all calls
    boolean isFound(long bytes) {
        long current = call;
        return current != 0 && current == slowCall && bytes < enough;
    }

    /// The wheel measures.
    ///
    /// @param bytes moved so far by all calls
    /// @param waiting whether somebody waits now
    /// @return when to measure again
    long measure(long now, long bytes, boolean waiting) {
        if (bytesPerWindow == 0) {
            return TimerWheel.FOREVER;
        }
        long current = call;
        if (current == 0) {
            return now + window;
        }
        if (current != measuredCall) {
            measuredCall = current;
            windowSince = current;
            windowBytes = bytesBefore;
        }
        long left = windowSince + window - now;
        if (left > 0) {
            return now + left;
        }
        boolean slow = bytes - windowBytes < bytesPerWindow;
        if (slow && waiting) {
            enough = windowBytes + bytesPerWindow; // first: who sees the call sees it
            slowCall = current;
        } else if (slow && -left < window / BUSY_SHARE) {
            return now + 1; // it moves bytes just now; a thread that is held up is not to blame
        }
        windowSince = now;
        windowBytes = bytes;
        return now + window;
    }
}
