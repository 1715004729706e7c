package io.heddle.internal.limit;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// A token bucket for each of the networks that came lately. Those that came longest ago are
/// forgotten when there are too many.
///
/// Guarded by the caller.
public final class AddressRates {

    private final Map<AddressKey, TokenBucket> buckets;

    /// @param most how many networks are remembered
    public AddressRates(int most) {
        this.buckets =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<AddressKey, TokenBucket> eldest) {
                        return size() > most;
                    }
                };
    }

    /// Takes a token of an address's network, if there is one. An unknown network has a full
    /// bucket.
    ///
    /// @param networkBits how many leading bits make a network
    public boolean take(
            InetAddress address, int networkBits, long nanosPerToken, int burst, long nowNanos) {
        return buckets.computeIfAbsent(
                        AddressKey.of(address, networkBits),
                        key -> new TokenBucket(nanosPerToken, burst, nowNanos))
                .take(nowNanos);
    }

    /// Forgets all of them, because the rate is another one now.
    public void clear() {
        buckets.clear();
    }

    /// How many networks are remembered.
    public int size() {
        return buckets.size();
    }
}
