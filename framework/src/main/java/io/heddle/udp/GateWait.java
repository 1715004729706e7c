package io.heddle.udp;

import io.heddle.Deadline;
import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.io.IOException;
import java.time.Duration;

/// Waiting at a gate for a time, and under the calling thread's deadline.
final class GateWait {

    private GateWait() {}

    /// Waits until the channel may be ready, the time is over, or for no reason.
    ///
    /// @param nanos how long at most; [Long#MAX_VALUE] for ever
    /// @param what goes on, for messages
    /// @throws io.heddle.WaitEndedException if the deadline is over, or the thread is interrupted
    static void await(ReadyGate gate, long nanos, String what) throws IOException {
        Deadline.throwIfOver(what);
        long left = Math.min(nanos, nanosToDeadline());
        ReadyGate.Outcome outcome = left == Long.MAX_VALUE ? gate.await() : await(gate, left);
        if (outcome == ReadyGate.Outcome.INTERRUPTED) {
            Deadline.parkNanos(what, 0); // throws what an interrupt is
        }
        Deadline.throwIfOver(what);
    }

    private static ReadyGate.Outcome await(ReadyGate gate, long nanos) {
        var alarm = new Alarm(gate);
        TimerWheel.shared().set(alarm, TimerWheel.ticks(Duration.ofNanos(nanos)));
        try {
            return gate.await();
        } finally {
            TimerWheel.shared().cancel(alarm);
        }
    }

    /// How long until the calling thread's deadline; [Long#MAX_VALUE] if it has none.
    private static long nanosToDeadline() {
        Deadline deadline = Deadline.current().orElse(null);
        return deadline == null ? Long.MAX_VALUE : deadline.remaining().toNanos();
    }

    private static final class Alarm extends WheelTimer {

        private final ReadyGate gate;

        Alarm(ReadyGate gate) {
            this.gate = gate;
        }

        @Override
        protected void expire() {
            gate.wake();
        }
    }
}
