package io.heddle.internal.poll;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// The meeting point of one waiting thread and the poller, for one kind of readiness (reading, say)
/// of one channel.
///
/// The poller is level-triggered: as long as the interest is on and the channel is ready, every
/// turn reports it again. The gate remembers the first report, wakes the waiter, and switches the
/// interest off when reports repeat and nobody takes them, so that a busy handler costs the poller
/// nothing. A remembered report may be dropped at any time: if it still holds it comes again. That
/// makes a false "ready" possible and a lost wake-up not.
///
/// ```text
///             report                report again
///   ARMED ---------------> NOTED ---------------> MUTED
///   |   ^ <--------------- take                     | take
///   |   |                    ^                      v
///   |   |                    | report              OFF
///   |   | interrupted        |                      |
///   +-->+------------------ Thread <----------------+
///   await                             await, switches the interest on
/// ```
///
/// | state | noted | interest | who leaves it |
/// |---|---|---|---|
/// | `ARMED` | no | on | the poller with a report, the waiter by waiting |
/// | `NOTED` | yes | on | the waiter by taking it, the poller with one more report |
/// | `MUTED` | yes | off | the waiter by taking it |
/// | `OFF` | no | off | the waiter by waiting: it switches the interest on |
/// | a `Thread` | no | on | the poller with a report, the waiter when interrupted |
///
/// Who changes the interest: the waiter switches it on, only when it comes from `OFF`; the poller
/// switches it off, *then* says so in the state, and switches it on again where the state moved
/// meanwhile. So the interest is on whenever somebody waits.
///
/// A gate for an event that is nearly always there (writing) is *one-shot*: it starts `OFF`, and a
/// report goes straight to `MUTED`.
///
/// One thread at a time may wait. Any thread may [#wake()].
public abstract class ReadyGate {

    /// How a wait ended.
    public enum Outcome {
        /// The channel is ready, or was, or somebody called [#wake()]: try, and wait again.
        READY,
        /// The waiting thread is interrupted. Its interrupt status is still set.
        INTERRUPTED
    }

    private enum Mark {
        ARMED,
        NOTED,
        MUTED,
        OFF
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ReadyGate.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("FieldMayBeFinal") // a Mark or the waiting Thread; changed through STATE only
    private volatile Object state = Mark.OFF;

    /// A gate that starts with its interest off and nothing noted.
    ReadyGate() {}

    /// Makes the poller report readiness from its next turn on. Any thread.
    ///
    /// @return false if that is no longer possible because the channel is closed
    abstract boolean switchOn();

    /// Makes the poller stop reporting. Called by the poller only.
    abstract void switchOff();

    /// Whether each report switches the interest off.
    abstract boolean isOneShot();

    /// Takes a noted report, if there is one, without waiting. Only the thread that would wait.
    ///
    /// @return whether there was one
    public final boolean take() {
        Object seen = state;
        while (seen == Mark.NOTED || seen == Mark.MUTED) {
            if (STATE.compareAndSet(this, seen, seen == Mark.NOTED ? Mark.ARMED : Mark.OFF)) {
                return true;
            }
            seen = state; // the poller muted the gate in between
        }
        return false;
    }

    /// Waits until the channel is reported ready.
    ///
    /// @throws IllegalStateException if another thread waits here
    public final Outcome await() {
        Thread self = Thread.currentThread();
        if (self.isInterrupted()) {
            return Outcome.INTERRUPTED;
        }
        if (enter(self)) {
            while (state == self) {
                LockSupport.park();
                if (self.isInterrupted() && leave(self)) {
                    return Outcome.INTERRUPTED;
                }
            }
        }
        take();
        return Outcome.READY;
    }

    /// Gives up waiting.
    ///
    /// @return false if a report came first
    private boolean leave(Thread self) {
        return STATE.compareAndSet(this, self, Mark.ARMED);
    }

    /// Puts `self` into the gate, unless a report is there first.
    ///
    /// @return false if one is
    private boolean enter(Thread self) {
        while (true) {
            Object seen = state;
            if (seen instanceof Thread other) {
                throw new IllegalStateException(
                        "already waited on by " + other + "; one thread at a time");
            }
            if (seen == Mark.NOTED || seen == Mark.MUTED) {
                return false;
            }
            if (STATE.compareAndSet(this, seen, self)) {
                if (seen == Mark.OFF && !switchOn()) {
                    STATE.compareAndSet(this, self, Mark.MUTED); // there will be no report
                }
                return true;
            }
        }
    }

    /// The poller's report: the channel is ready. Called by the poller only.
    final void report() {
        while (true) {
            Object seen = state;
            Object next = reported(seen);
            boolean quiet = next == Mark.MUTED || next == Mark.OFF;
            if (quiet) {
                switchOff(); // before the state says so: then the waiter may switch on
            }
            if (STATE.compareAndSet(this, seen, next)) {
                if (seen instanceof Thread waiter) {
                    LockSupport.unpark(waiter);
                }
                return;
            }
            if (quiet) {
                switchOn();
            }
        }
    }

    private Object reported(Object seen) {
        if (seen == Mark.OFF) {
            return Mark.OFF; // a report from before it was off
        }
        boolean mute = isOneShot() || seen == Mark.NOTED || seen == Mark.MUTED;
        return mute ? Mark.MUTED : Mark.NOTED;
    }

    /// Ends the wait in progress, or else the next one, with [Outcome#READY]. Any thread.
    public final void wake() {
        while (true) {
            Object seen = state;
            if (seen == Mark.NOTED || seen == Mark.MUTED) {
                return;
            }
            if (STATE.compareAndSet(this, seen, seen == Mark.OFF ? Mark.MUTED : Mark.NOTED)) {
                if (seen instanceof Thread waiter) {
                    LockSupport.unpark(waiter);
                }
                return;
            }
        }
    }
}
