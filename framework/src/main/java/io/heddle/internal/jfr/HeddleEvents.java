package io.heddle.internal.jfr;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/// All kinds of events of the process.
///
/// They are registered by hand, when there is a recorder: an event class that registers itself
/// brings up much of the recorder as it is loaded, which takes a tenth of a second even if nobody
/// ever records.
public final class HeddleEvents implements FlightRecorderListener {

    private static final List<Class<? extends Event>> KINDS =
            List.of(
                    AcceptErrorEvent.class,
                    ConnectionEvent.class,
                    DrainEvent.class,
                    HandshakeEvent.class,
                    RejectionEvent.class,
                    SlowPeerEvent.class,
                    TimeoutEvent.class);

    private HeddleEvents() {}

    /// Loads all events, and sees to it that recordings have them, those that begin later too. To
    /// be called once in a process.
    public static void announce() {
        FlightRecorder.addListener(new HeddleEvents());
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        KINDS.forEach(FlightRecorder::register);
    }
}
