package io.heddle.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// What all events have in common. They are moments: what takes time has a field for it, since it
/// is known only at the end.
///
/// The stack would always be Heddle's own.
@Registered(false)
@Category("Heddle")
@StackTrace(false)
abstract class HeddleEvent extends Event {

    @Label("Server")
    @Description("The server's name")
    @Nullable String server;
}
