package io.heddle.loadtest.client.tally;

/// How many requests are due but unanswered, and the integral of that over time. Not thread-safe.
///
/// Times may be told late and in any order, as long as they lie before the time of the next
/// [#takeNanos]: the integral up to `t` is the sum of all `end` times, less that of all `due`
/// times, plus `t` for each that has not ended. Overflow of the sums cancels out.
public final class UnderWay {
    private long count;
    private long endsLessDues;
    private long taken;

    /// A request is due, at this [System#nanoTime].
    public void due(long atNanos) {
        count++;
        endsLessDues -= atNanos;
    }

    /// A request ended, however it did.
    public void ended(long atNanos) {
        count--;
        endsLessDues += atNanos;
    }

    public long count() {
        return count;
    }

    /// The integral since the last call, in nanoseconds times requests.
    public long takeNanos(long nowNanos) {
        long integral = endsLessDues + count * nowNanos;
        long window = integral - taken;
        taken = integral;
        return window;
    }
}
