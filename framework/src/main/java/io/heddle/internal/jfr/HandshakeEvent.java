package io.heddle.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/// A handshake is over.
@Name("io.heddle.Handshake")
@Label("Handshake")
@Description("The exchange by which a protocol begins is over")
@Throttle
public final class HandshakeEvent extends HeddleEvent {

    private static final HandshakeEvent ANY = new HandshakeEvent();

    @Label("Connection Id")
    @Description("Counted from 1 for each server; the handler's thread has it in its name")
    long id;

    @Label("Peer")
    @Description("The peer's address and port")
    @Nullable String peer;

    @Label("Took")
    @Description("From its beginning to its end")
    @Timespan
    long took;

    @Label("Failed")
    @Description("Whether it ended with an exception")
    boolean failed;

    private HandshakeEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    ///
    /// @param took in nanoseconds
    public static void write(String server, long id, String peer, long took, boolean failed) {
        var event = new HandshakeEvent();
        event.server = server;
        event.id = id;
        event.peer = peer;
        event.took = took;
        event.failed = failed;
        event.commit();
    }
}
