package io.heddle.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Throttle;
import org.jspecify.annotations.Nullable;

/// A peer was turned away.
@Name("io.heddle.Rejection")
@Label("Rejection")
@Description("A peer was accepted by the kernel and turned away by the server")
@Throttle
public final class RejectionEvent extends HeddleEvent {

    private static final RejectionEvent ANY = new RejectionEvent();

    @Label("Listener")
    @Description("The name of the listener that accepted it")
    @Nullable String listener;

    @Label("Peer")
    @Description("The peer's address and port; null if it was gone before that could be asked")
    @Nullable String peer;

    @Label("Reason")
    @Description("Which limit was reached, or what went wrong")
    @Nullable String reason;

    private RejectionEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    ///
    /// @param peer null if nobody knows
    public static void write(String server, String listener, @Nullable String peer, String reason) {
        var event = new RejectionEvent();
        event.server = server;
        event.listener = listener;
        event.peer = peer;
        event.reason = reason;
        event.commit();
    }
}
