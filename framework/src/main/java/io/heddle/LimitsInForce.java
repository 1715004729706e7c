package io.heddle;

import java.util.List;
import java.util.function.ObjIntConsumer;

/// The limits of a running server, and what enforces them. Any thread.
final class LimitsInForce {

    private final Places places;
    private final Admission admission;
    private volatile Limits limits;
    private volatile List<AlarmBell> bells;

    LimitsInForce(Limits limits) {
        this.limits = limits;
        this.places = new Places(limits.maxConnections(), limits.reserved());
        this.admission = new Admission(limits);
        this.bells = bells(limits);
    }

    private static List<AlarmBell> bells(Limits limits) {
        return limits.alarms().stream().map(AlarmBell::new).toList();
    }

    Limits limits() {
        return limits;
    }

    Places places() {
        return places;
    }

    Admission admission() {
        return admission;
    }

    /// Changes them. Nobody is turned out.
    ///
    /// @param open the connections that are open
    synchronized void change(Limits changed, List<Connection> open) {
        limits = changed;
        bells = bells(changed);
        admission.change(changed, open);
        places.resize(changed.maxConnections(), changed.reserved());
    }

    /// Rings the bells whose number is reached.
    ///
    /// @param ring called with an alarm and the number
    void ring(int connections, ObjIntConsumer<Alarm> ring) {
        for (AlarmBell bell : bells) {
            if (bell.rings(connections, System.nanoTime())) {
                ring.accept(bell.alarm(), connections);
            }
        }
    }
}
