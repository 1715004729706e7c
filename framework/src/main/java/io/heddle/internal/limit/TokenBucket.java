package io.heddle.internal.limit;

/// A token bucket as one number: the time at which it will be full again (GCRA, the virtual
/// scheduling algorithm of ITU-T I.371).
///
/// Guarded by the caller.
public final class TokenBucket {

    private final long nanosPerToken;
    private final long burstNanos; // what a full bucket is worth, but for one token
    private long fullAt;

    /// A full bucket.
    ///
    /// @param nanosPerToken at least 0; 0 never runs dry
    /// @param burst how many tokens it holds, at least 1
    /// @param nowNanos on any clock that does not go back
    public TokenBucket(long nanosPerToken, long burst, long nowNanos) {
        this.nanosPerToken = nanosPerToken;
        this.burstNanos = Math.multiplyExact(nanosPerToken, burst - 1);
        this.fullAt = nowNanos;
    }

    /// How long until there is a token, in nanoseconds; 0 if there is one.
    public long nanosToToken(long nowNanos) {
        return Math.max(0, fullAt - burstNanos - nowNanos);
    }

    /// Takes a token, if there is one.
    ///
    /// @return whether there was
    public boolean take(long nowNanos) {
        if (nanosToToken(nowNanos) > 0) {
            return false;
        }
        fullAt = (fullAt - nowNanos > 0 ? fullAt : nowNanos) + nanosPerToken;
        return true;
    }
}
