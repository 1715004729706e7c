package io.heddle;

import io.heddle.internal.poll.ReadyGate;

/// Times a peer that takes.
final class WriteTimer extends PeerTimer {

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
    ReadyGate gate() {
        return connection().socket().writable();
    }
}
