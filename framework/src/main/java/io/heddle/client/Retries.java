package io.heddle.client;

import io.heddle.Deadline;
import io.heddle.Timeouts;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/// Tries again what may succeed later, as a [ConnectRetry] says.
final class Retries {

    /// Something that may fail.
    @FunctionalInterface
    interface Try<T> {
        T run() throws IOException;
    }

    private final ConnectRetry retry;
    private final WaitClock clock;
    private final LongUnaryOperator jitter;

    Retries(ConnectRetry retry) {
        this(retry, WaitClock.SYSTEM, Retries::upTo);
    }

    /// @param jitter chooses a number of nanoseconds from 0 to the given one
    Retries(ConnectRetry retry, WaitClock clock, LongUnaryOperator jitter) {
        this.retry = retry;
        this.clock = clock;
        this.jitter = jitter;
    }

    static long upTo(long most) {
        return ThreadLocalRandom.current().nextLong(most + 1);
    }

    /// Tries until it succeeds, or fails for good.
    ///
    /// @param what for messages: what is tried
    /// @throws IOException what the last try threw
    /// @throws WaitEndedException if the time was over; what the last try threw is suppressed
    <T> T run(String what, Try<T> attempt) throws IOException {
        if (retry.within().equals(Timeouts.NEVER)) {
            return loop(what, attempt);
        }
        return Deadline.within(retry.within(), () -> loop(what, attempt));
    }

    private <T> T loop(String what, Try<T> attempt) throws IOException {
        IOException last = null;
        for (int tries = 1; ; tries++) {
            try {
                return attempt.run();
            } catch (WaitEndedException e) {
                throw last == null ? e : with(e, last);
            } catch (IOException e) {
                if (tries >= retry.attempts() || !ConnectRetry.mayPass(e)) {
                    throw e;
                }
                last = e;
            }
            pause("a pause before " + what, tries, last);
        }
    }

    private void pause(String what, int tries, IOException last) throws WaitEndedException {
        long nanos = jitter.applyAsLong(limit(tries).toNanos());
        long end = clock.nanoTime() + nanos;
        try {
            for (long left = nanos; left > 0; left = end - clock.nanoTime()) {
                clock.park(what, left);
            }
        } catch (WaitEndedException e) {
            throw with(e, last);
        }
    }

    /// The longest pause after so many tries.
    private Duration limit(int tries) {
        Duration limit = retry.firstPause();
        for (int i = 1; i < tries && limit.compareTo(retry.longestPause()) < 0; i++) {
            limit = limit.multipliedBy(2);
        }
        return limit.compareTo(retry.longestPause()) < 0 ? limit : retry.longestPause();
    }

    private static WaitEndedException with(WaitEndedException end, IOException last) {
        end.addSuppressed(last);
        return end;
    }
}
