package io.heddle;

import io.heddle.internal.time.TimerWheel;

/// Where connections come from, shared by all of a listener.
///
/// @param listenerName the listener's name
/// @param timeouts what its connections begin with
/// @param traffic counts the bytes of its server
/// @param observers its server's
/// @param wheel times its connections
record Origin(
        String listenerName,
        Timeouts timeouts,
        Traffic traffic,
        Observers observers,
        TimerWheel wheel) {}
