package io.heddle.client;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The connections of a pool that nobody uses, in the order in which their time is over. Guarded by
/// the ledger's lock.
final class IdleConnections {

    private final NavigableSet<PooledConnection> byEnd = new TreeSet<>(PooledConnection.BY_END);

    void add(PooledConnection pooled) {
        byEnd.add(pooled);
        pooled.target().idle.addLast(pooled);
    }

    boolean isEmpty() {
        return byEnd.isEmpty();
    }

    int size() {
        return byEnd.size();
    }

    /// Takes the one of a target that was used last: the others are left to end.
    PooledConnection takeLast(PoolTarget target) {
        PooledConnection last = target.idle.removeLast();
        byEnd.remove(last);
        return last;
    }

    /// Takes the one that would end next.
    PooledConnection takeFirst() {
        PooledConnection first = byEnd.removeFirst();
        first.target().idle.remove(first);
        return first;
    }

    /// When the next one ends; there must be one.
    long nextEnd() {
        return byEnd.first().end();
    }

    /// Takes one whose time is over.
    ///
    /// @return null if there is none
    @Nullable PooledConnection takeOver(long now) {
        return isEmpty() || byEnd.first().over(now) == null ? null : takeFirst();
    }

    List<PooledConnection> takeAll() {
        List<PooledConnection> all = List.copyOf(byEnd);
        all.forEach(one -> one.target().idle.clear());
        byEnd.clear();
        return all;
    }
}
