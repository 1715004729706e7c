package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.time.TimerWheel;
import java.time.Duration;

/// Times a peer that takes.
///
/// Linux reports room only when a third of a socket's buffer is free, and takes bytes long before
/// that. A peer that has stopped reading leaves such room, once: its own buffer still fills, and
/// ours still grows. A peer that reads slowly makes some now and then, for minutes without a
/// report. So the thread tries in between; else the last try before the verdict would find the room
/// that was there from the beginning, and the limit would begin anew.
final class WriteTimer extends PeerTimer {

    /// The latest that what the buffers take by themselves is noticed, and so how late the limit of
    /// a peer that does not read may be.
    private static final long LATEST_FIRST_TRY = TimerWheel.ticks(Duration.ofMillis(500));

    /// Which part of a short limit that is.
    private static final int FIRST_SHARE = 8;

    WriteTimer(TimedConnection connection) {
        super(connection);
    }

    @Override
    TimeoutPhase silence() {
        return TimeoutPhase.WRITE;
    }

    @Override
    TimeoutPhase laterSilence() {
        return TimeoutPhase.WRITE;
    }

    @Override
    TimeoutPhase slowMotion() {
        return TimeoutPhase.WRITE_RATE;
    }

    @Override
    long bytes() {
        return connection().bytesOut();
    }

    @Override
    long minimumRate() {
        return connection().timeouts().minimumRate().bytesOut();
    }

    @Override
    long firstTry() {
        long limit = limit(TimeoutPhase.WRITE);
        return limit == TimerWheel.FOREVER
                ? TimerWheel.FOREVER
                : Math.min(LATEST_FIRST_TRY, Math.ceilDiv(limit, FIRST_SHARE));
    }

    @Override
    ReadyGate gate() {
        return connection().socket().writable();
    }
}
