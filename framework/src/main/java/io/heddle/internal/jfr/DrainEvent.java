package io.heddle.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/// A shutdown is over.
@Name("io.heddle.Drain")
@Label("Drain")
@Description("A shutdown is over")
public final class DrainEvent extends HeddleEvent {

    private static final DrainEvent ANY = new DrainEvent();

    @Label("Took")
    @Description("From the call to the end")
    @Timespan
    long took;

    @Label("Drained")
    @Description("How many connections ended by themselves")
    int drained;

    @Label("Forced")
    @Description("How many connections were closed when the grace was over")
    int forced;

    @Label("Open")
    @Description("How many connections were left")
    int open;

    private DrainEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    ///
    /// @param took in nanoseconds
    public static void write(String server, long took, int drained, int forced, int open) {
        var event = new DrainEvent();
        event.server = server;
        event.took = took;
        event.drained = drained;
        event.forced = forced;
        event.open = open;
        event.commit();
    }
}
