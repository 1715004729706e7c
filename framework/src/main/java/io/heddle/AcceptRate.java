package io.heddle;

import java.time.Duration;

/// How many peers may come in a time: a token bucket that holds `burst` tokens and is filled with
/// `count` tokens in each `per`, evenly.
///
/// @param count 1 to 1,000,000, or [#UNLIMITED]'s
/// @param per 1 ms to 1 h
/// @param burst how many may come at once after a rest, 1 to 1,000,000
public record AcceptRate(int count, Duration per, int burst) {

    private static final int MOST = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /// Any number at any time.
    public static final AcceptRate UNLIMITED =
            new AcceptRate(Integer.MAX_VALUE, Duration.ofSeconds(1), MOST);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public AcceptRate {
        new Problems()
                .between("rate count", 1, count == Integer.MAX_VALUE ? count : MOST, count)
                .between("rate per", SHORTEST, LONGEST, per)
                .between("rate burst", 1, MOST, burst)
                .throwIfAny();
    }

    /// So many a second, a second's worth of them at once.
    public static AcceptRate perSecond(int count) {
        return new AcceptRate(count, Duration.ofSeconds(1), count);
    }

    /// A copy with another burst.
    public AcceptRate withBurst(int burst) {
        return new AcceptRate(count, per, burst);
    }

    boolean isUnlimited() {
        return count == Integer.MAX_VALUE;
    }

    long nanosPerPeer() {
        return isUnlimited() ? 0 : Math.max(1, per.toNanos() / count);
    }
}
