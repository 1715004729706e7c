package io.heddle.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A connection is over a soft limit.
@Name("io.heddle.Timeout")
@Label("Timeout")
@Description("A connection is over a soft limit; it need not end")
public final class TimeoutEvent extends HeddleEvent {

    private static final TimeoutEvent ANY = new TimeoutEvent();

    @Label("Connection Id")
    @Description("Counted from 1 for each server; the handler's thread has it in its name")
    long id;

    @Label("Peer")
    @Description("The peer's address and port")
    @Nullable String peer;

    @Label("Phase")
    @Description("What took too long")
    @Nullable String phase;

    @Label("Limit")
    @Description("How long it may take, as it is configured")
    @Timespan
    long limit;

    private TimeoutEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    ///
    /// @param limit in nanoseconds
    public static void write(String server, long id, String peer, String phase, long limit) {
        var event = new TimeoutEvent();
        event.server = server;
        event.id = id;
        event.peer = peer;
        event.phase = phase;
        event.limit = limit;
        event.commit();
    }
}
