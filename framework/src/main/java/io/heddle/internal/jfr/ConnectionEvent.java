package io.heddle.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A connection has ended and its socket is closed.
@Name("io.heddle.Connection")
@Label("Connection")
@Description("A connection has ended and its socket is closed")
@Throttle
public final class ConnectionEvent extends HeddleEvent {

    private static final ConnectionEvent ANY = new ConnectionEvent();

    /// The time of a handler of which nothing is known; the recorder's tools print `N/A`.
    public static final long UNKNOWN = Long.MIN_VALUE;

    @Label("Listener")
    @Description("The name of the listener that accepted it")
    @Nullable String listener;

    @Label("Connection Id")
    @Description("Counted from 1 for each server; the handler's thread has it in its name")
    long id;

    @Label("Peer")
    @Description("The peer's address and port")
    @Nullable String peer;

    @Label("Age")
    @Description("From when it was accepted to when its socket was closed")
    @Timespan
    long age;

    @Label("Handler Time")
    @Description("How long the handler ran, waits included")
    @Timespan
    long handlerTime;

    @Label("Bytes In")
    @Description("Bytes read from the socket")
    @DataAmount
    long bytesIn;

    @Label("Bytes Out")
    @Description("Bytes written to the socket")
    @DataAmount
    long bytesOut;

    @Label("Reason")
    @Description("The first thing that ended it")
    @Nullable String reason;

    private ConnectionEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    ///
    /// @param age in nanoseconds
    /// @param handlerTime in nanoseconds, or [#UNKNOWN]
    public static void write(
            String server,
            String listener,
            long id,
            String peer,
            long age,
            long handlerTime,
            long bytesIn,
            long bytesOut,
            String reason) {
        var event = new ConnectionEvent();
        event.server = server;
        event.listener = listener;
        event.id = id;
        event.peer = peer;
        event.age = age;
        event.handlerTime = handlerTime;
        event.bytesIn = bytesIn;
        event.bytesOut = bytesOut;
        event.reason = reason;
        event.commit();
    }
}
