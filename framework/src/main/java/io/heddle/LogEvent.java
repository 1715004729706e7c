package io.heddle;

/// What a [LoggingObserver] may have to say again and again, and so says seldom.
enum LogEvent {
    /// A handler failed.
    FAILED("failing handlers", true, 1),
    /// A listener could not accept.
    ACCEPT_FAILED("failures to accept", true, 1),
    /// Many connections are open.
    ALARMED("alarms", true, 1),
    /// Something does not move. It may do so for long, and what is said of it is long as well.
    STALLED("stalls", true, 60),
    /// Another observer failed, or blocks.
    OBSERVER_FAILED("failing observers", true, 1),
    /// A peer was turned away.
    REJECTED("peers turned away", false, 1),
    /// A handshake went wrong.
    HANDSHAKE_FAILED("failed handshakes", false, 1),
    /// A limit of time was over.
    TIMED_OUT("limits of time that were over", false, 1);

    private static final long SECOND_NANOS = 1_000_000_000;

    private final String many;
    private final boolean warning;
    private final long intervalNanos;

    LogEvent(String many, boolean warning, int intervalSeconds) {
        this.many = many;
        this.warning = warning;
        this.intervalNanos = intervalSeconds * SECOND_NANOS;
    }

    /// What several are called.
    String many() {
        return many;
    }

    /// Whether somebody should look at it; else it is what peers do every day.
    boolean isWarning() {
        return warning;
    }

    /// How long it is after a line until the next of the same kind is written.
    long intervalNanos() {
        return intervalNanos;
    }
}
