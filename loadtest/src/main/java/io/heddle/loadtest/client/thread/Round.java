package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.Arrivals;

/// What all connections are to send between a start and its end. Thread-safe.
interface Round {
    /// Instead of a time: the round is over.
    long OVER = Long.MAX_VALUE;

    /// Waits until a connection may send its next request.
    ///
    /// @param sentBefore how many the connection has sent in this round
    /// @return when the request was due, as a [System#nanoTime], or [#OVER]
    long take(long sentBefore);

    /// Lets nothing become due any more; what is due still has to be sent.
    void stop(long nowNanos);

    /// Counts what has become due and was not counted yet.
    void count(long nowNanos, Scoreboard scoreboard);

    /// Gives up what is due but not sent.
    void giveUp(long nowNanos, Scoreboard scoreboard);

    /// Whether it is for the connections to count what is due, when they send it.
    boolean isDueWhenSent();

    static Round of(Arrivals arrivals, long nowNanos) {
        return switch (arrivals) {
            case Arrivals.Closed closed -> new ClosedRound(closed.think(), Long.MAX_VALUE);
            case Arrivals.Open open -> new OpenRound(open, nowNanos);
        };
    }
}
