package io.heddle.http;

import io.heddle.ConnectionTimedOutException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.MinimumRate;
import io.heddle.Timeouts;
import java.io.IOException;
import java.time.Duration;

/// How long a part of a message may be waited for, in all and by the rate at which it comes. Only
/// waits count: what a handler does between two reads is not the peer's fault.
///
/// Confined to the connection's reader.
final class WaitLimit {

    private static final long FOREVER = Long.MAX_VALUE;
    private static final long SHORTEST = Duration.ofMillis(10).toNanos();

    private final String part;
    private final Duration limit;
    private final long limitNanos;
    private final MinimumRate rate;
    private final long windowNanos;
    private long waited; // in all, in nanoseconds
    private long windowBegin; // as waited counts
    private long windowBytes;

    /// @param part for messages: `the head`
    /// @param limit of all waits together, or [Timeouts#NEVER]
    /// @param rate how fast it must come, on an average over its windows
    WaitLimit(String part, Duration limit, MinimumRate rate) {
        this.part = part;
        this.limit = limit;
        this.limitNanos = limit.equals(Timeouts.NEVER) ? FOREVER : limit.toNanos();
        this.rate = rate;
        this.windowNanos = rate.bytesIn() == 0 ? FOREVER : rate.over().toNanos();
    }

    /// Says that bytes have come.
    void moved(int bytes) {
        windowBytes += bytes;
    }

    /// Reads, which may wait.
    ///
    /// @throws LatePeerException if the peer took too long
    <T> T within(ScopedValue.CallableOp<T, IOException> read) throws IOException {
        while (true) {
            long left = left();
            long begin = System.nanoTime();
            try {
                return left == FOREVER
                        ? read.call()
                        : Deadline.within(Duration.ofNanos(Math.max(SHORTEST, left)), read);
            } catch (DeadlineExceededException over) {
                if (System.nanoTime() - begin < left) {
                    throw over; // a deadline of the handler's
                }
            } catch (ConnectionTimedOutException over) {
                throw switch (over.phase()) {
                    case FIRST_BYTE, IDLE, READ_RATE ->
                            new LatePeerException(part + " stopped coming");
                    default -> over;
                };
            } finally {
                waited += System.nanoTime() - begin;
            }
        }
    }

    /// @return nanoseconds until it is to be judged again
    private long left() throws LatePeerException {
        if (waited >= limitNanos) {
            throw new LatePeerException(part + " took longer than " + limit);
        }
        if (windowNanos == FOREVER) {
            return limitNanos == FOREVER ? FOREVER : limitNanos - waited;
        }
        long inWindow = waited - windowBegin;
        if (inWindow >= windowNanos) {
            double seconds = inWindow / 1e9;
            if (windowBytes < rate.bytesIn() * seconds) {
                throw new LatePeerException(
                        "%s came at less than %d bytes a second".formatted(part, rate.bytesIn()));
            }
            windowBegin = waited;
            windowBytes = 0;
            inWindow = 0;
        }
        return Math.min(limitNanos - waited, windowNanos - inWindow);
    }
}
