package io.heddle.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/// A listener could not accept.
@Name("io.heddle.AcceptError")
@Label("Accept Error")
@Description("A listener could not accept, pauses, and tries again; at most once a second")
public final class AcceptErrorEvent extends HeddleEvent {

    private static final AcceptErrorEvent ANY = new AcceptErrorEvent();

    @Label("Listener")
    @Description("The listener's name")
    @Nullable String listener;

    @Label("Kind")
    @Description("What was missing: DESCRIPTORS, MEMORY or OTHER")
    @Nullable String kind;

    @Label("Failures")
    @Description("How often it happened since the last event")
    long failures;

    @Label("Message")
    @Description("What happened last")
    @Nullable String message;

    private AcceptErrorEvent() {}

    /// Whether anybody records it.
    public static boolean isOn() {
        return ANY.isEnabled();
    }

    /// Writes one, if anybody records it.
    public static void write(
            String server, String listener, String kind, long failures, String message) {
        var event = new AcceptErrorEvent();
        event.server = server;
        event.listener = listener;
        event.kind = kind;
        event.failures = failures;
        event.message = message;
        event.commit();
    }
}
