package io.heddle;

import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

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
        this.bells = limits.alarms().stream().map(AlarmBell::new).toList();
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

    /// Changes them. Nobody is turned out. Alarms that stay cool down as before.
    ///
    /// @param open tells the connections that are open when it is asked
    synchronized void change(Limits changed, Supplier<List<Connection>> open) {
        limits = changed;
        bells = changed.alarms().stream().map(this::bell).toList();
        admission.change(changed, open);
        places.resize(changed.maxConnections(), changed.reserved());
    }

    private AlarmBell bell(Alarm alarm) {
        for (AlarmBell bell : bells) {
            if (bell.alarm().equals(alarm)) {
                return bell;
            }
        }
        return new AlarmBell(alarm);
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
