package io.heddle.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/// A peer takes nothing, or is slower than it may be.
@Name("io.heddle.SlowPeer")
@Label("Slow Peer")
@Description("A peer takes no bytes, or sends or takes them more slowly than it may")
public final class SlowPeerEvent extends HeddleEvent {

    private static final SlowPeerEvent ANY = new SlowPeerEvent();

    @Label("Connection Id")
    @Description("Counted from 1 for each server; the handler's thread has it in its name")
    long id;

    @Label("Peer")
    @Description("The peer's address and port")
    @Nullable String peer;

    @Label("Phase")
    @Description("What is slow: WRITE, READ_RATE or WRITE_RATE")
    @Nullable String phase;

    @Label("Bytes In")
    @Description("Bytes read from the socket so far")
    @DataAmount
    long bytesIn;

    @Label("Bytes Out")
    @Description("Bytes written to the socket so far")
    @DataAmount
    long bytesOut;

    private SlowPeerEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    public static void write(
            String server, long id, String peer, String phase, long bytesIn, long bytesOut) {
        var event = new SlowPeerEvent();
        event.server = server;
        event.id = id;
        event.peer = peer;
        event.phase = phase;
        event.bytesIn = bytesIn;
        event.bytesOut = bytesOut;
        event.commit();
    }
}
