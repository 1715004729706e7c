package io.heddle.loadtest.client.loop;

import java.io.IOException;

/// What a loop's connections are to send, and when. Belongs to the loop's thread.
///
/// A connection that has room for requests says so; the demand gives it some, at once or when they
/// are due.
abstract class Demand {
    /// Instead of a time, when nothing can be sent before something else happens.
    static final long NEVER = Long.MAX_VALUE;

    /// Nothing at all.
    static final Demand NONE =
            new Demand() {
                @Override
                boolean isActive() {
                    return false;
                }
            };

    /// Begins, once; every connection that is open has said so before.
    void start(long nowNanos) {}

    /// A connection has room: see [Connection#places].
    void onFree(Connection connection, long nowNanos) {}

    /// When [#send] should be called next, as a [System#nanoTime], or [#NEVER].
    long nextNanos() {
        return NEVER;
    }

    /// Sends what is due.
    ///
    /// @return whether it did anything
    boolean send(long nowNanos) {
        return false;
    }

    /// Counts what has become due until now.
    void count(long nowNanos) {}

    /// Lets nothing become due any more.
    void stop(long nowNanos) {}

    /// Gives up what is due but not sent: it has timed out.
    void giveUp(long nowNanos) {}

    /// Whether nothing is left to be sent.
    boolean isOver() {
        return true;
    }

    /// Whether connections are opened only for a request that is due.
    boolean connectsLazily() {
        return false;
    }

    /// Whether a load is running at all.
    boolean isActive() {
        return true;
    }

    /// Whether the loop must keep time better than to a millisecond.
    boolean isPaced() {
        return false;
    }

    /// A connection failed, or a request timed out.
    void onTrouble(IOException trouble) {}
}
