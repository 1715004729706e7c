package io.heddle.client;

import io.heddle.Endpoint;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// What a pool has to do with one target. Guarded by the ledger's lock.
final class PoolTarget {

    static final long NOT_SHORT = -1;

    private final Endpoint endpoint;
    final SequencedSet<PooledConnection> idle = new LinkedHashSet<>(); // used last comes last
    final SequencedSet<PoolTurn> waiting = new LinkedHashSet<>(); // in the order in which they came
    int open; // connections, those that are being made or closed among them
    long shortSince = NOT_SHORT; // the number of the first in line that lacks nothing but room

    PoolTarget(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
