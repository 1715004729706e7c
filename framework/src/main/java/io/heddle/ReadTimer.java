package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.time.TimerWheel;

/// Times a peer that sends.
final class ReadTimer extends PeerTimer {

    ReadTimer(TimedConnection connection) {
        super(connection);
    }

    @Override
    TimeoutPhase silence() {
        return bytes() == 0 ? TimeoutPhase.FIRST_BYTE : TimeoutPhase.IDLE;
    }

    @Override
    TimeoutPhase laterSilence() {
        return TimeoutPhase.IDLE;
    }

    @Override
    TimeoutPhase slowMotion() {
        return TimeoutPhase.READ_RATE;
    }

    @Override
    long bytes() {
        return connection().bytesIn();
    }

    @Override
    long minimumRate() {
        return connection().timeouts().minimumRate().bytesIn();
    }

    @Override
    long firstTry() {
        return TimerWheel.FOREVER;
    }

    @Override
    ReadyGate gate() {
        return connection().socket().readable();
    }
}
