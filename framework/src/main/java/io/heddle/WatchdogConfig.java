package io.heddle;

import java.time.Duration;

/// What the watchdog of a server tells observers of ([ServerObserver#stalled]). It looks once a
/// second, on a thread of its own that needs no carrier; what it finds it tells once, until it is
/// over.
///
/// Each is 10 ms to 90 days, or [Timeouts#NEVER] for not at all.
///
/// @param schedulerLag how long a virtual thread that could run may wait for a carrier; default 1 s
/// @param pinned how long a virtual thread may park and keep its carrier; default never, because it
///   takes a recording of the flight recorder
/// @param handler how long a handler may neither wait for its peer nor move a byte; default 60 s
public record WatchdogConfig(Duration schedulerLag, Duration pinned, Duration handler) {

    /// The watchdog of a server that sets none.
    public static final WatchdogConfig DEFAULT =
            new WatchdogConfig(Duration.ofSeconds(1), Timeouts.NEVER, Duration.ofSeconds(60));

    /// @throws IllegalArgumentException naming everything that is out of its range
    public WatchdogConfig {
        new Problems()
                .limit("schedulerLag", schedulerLag)
                .limit("pinned", pinned)
                .limit("handler", handler)
                .throwIfAny();
    }

    /// A copy with another limit of the wait for a carrier.
    public WatchdogConfig withSchedulerLag(Duration schedulerLag) {
        return new WatchdogConfig(schedulerLag, pinned, handler);
    }

    /// A copy with another limit of pinned threads.
    public WatchdogConfig withPinned(Duration pinned) {
        return new WatchdogConfig(schedulerLag, pinned, handler);
    }

    /// A copy with another limit of handlers that do not move.
    public WatchdogConfig withHandler(Duration handler) {
        return new WatchdogConfig(schedulerLag, pinned, handler);
    }
}
