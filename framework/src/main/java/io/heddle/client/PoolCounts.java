package io.heddle.client;

import java.util.EnumMap;
import java.util.Map;

/// What a pool counts. Guarded by the ledger's lock.
final class PoolCounts {

    int lent;
    int connecting;
    int waiting;
    long created;
    long failed;
    long borrowed;
    long refused;
    long timedOut;
    private final Map<EvictionReason, Long> evicted = new EnumMap<>(EvictionReason.class);

    PoolCounts() {
        for (EvictionReason reason : EvictionReason.values()) {
            evicted.put(reason, 0L);
        }
    }

    void evicted(EvictionReason reason) {
        evicted.merge(reason, 1L, Long::sum);
    }

    PoolSnapshot snapshot(String name, int targets, int idle) {
        return new PoolSnapshot(
                name,
                targets,
                idle,
                lent,
                connecting,
                waiting,
                created,
                failed,
                borrowed,
                refused,
                timedOut,
                evicted);
    }
}
