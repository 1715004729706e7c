package io.heddle;

import java.time.Duration;

/// How a server stops without losing what is under way. docs/stopping.md tells all of it.
///
/// ```text
///  shutdown     listeners close,         waits end with         connections
///  not ready    idle connections end     DrainingException      are closed
///     |-- delay --|----------------- grace -----------------|
///                                       |---- farewell -----|--- linger, at most ---|
/// ```
///
/// @param delay from the call until the listeners close, in which the server serves as before but
///   [SocketServer#isReady()] is false, so that a load balancer sends new peers elsewhere; 0 to 1
///   h; default 0
/// @param grace from the closing of the listeners until what is left is closed; 0 to 24 h
/// @param farewell the last part of the grace, in which handlers that wait are told by an
///   exception, even in the middle of something, and may say goodbye; 0 to `grace`; default a fifth
///   of the grace, 2 s at most
public record ShutdownPlan(Duration delay, Duration grace, Duration farewell) {

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final Duration LONGEST_GRACE = Duration.ofHours(24);
    private static final Duration LONGEST_USUAL_FAREWELL = Duration.ofSeconds(2);
    private static final int USUAL_SHARE = 5;

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ShutdownPlan {
        new Problems()
                .between("delay", Duration.ZERO, LONGEST_DELAY, delay)
                .between("grace", Duration.ZERO, LONGEST_GRACE, grace)
                .between("farewell", Duration.ZERO, grace, farewell)
                .throwIfAny();
    }

    /// A plan with a grace, 0 to 24 h, and no delay.
    public static ShutdownPlan within(Duration grace) {
        Duration share = grace.dividedBy(USUAL_SHARE);
        boolean isLong = share.compareTo(LONGEST_USUAL_FAREWELL) > 0;
        return new ShutdownPlan(Duration.ZERO, grace, isLong ? LONGEST_USUAL_FAREWELL : share);
    }

    /// A copy with another delay, 0 to 1 h.
    public ShutdownPlan withDelay(Duration delay) {
        return new ShutdownPlan(delay, grace, farewell);
    }

    /// A copy with another farewell, 0 to the grace.
    public ShutdownPlan withFarewell(Duration farewell) {
        return new ShutdownPlan(delay, grace, farewell);
    }
}
