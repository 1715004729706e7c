package io.heddle.client;

import io.heddle.Connection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A connection of a pool, and how long it is good for. What changes is guarded by the ledger's
/// lock, or belongs to who has it.
final class PooledConnection {

    /// What ends first comes first. Times are compared by their difference: clocks may begin
    /// anywhere.
    static final Comparator<PooledConnection> BY_END =
            (one, other) ->
                    one.end == other.end
                            ? Long.compare(one.number, other.number)
                            : Long.signum(one.end - other.end);

    private final Connection connection;
    private final PoolTarget target;
    private final long number; // in its pool
    private final long tooOld; // when it is that
    private long end; // of its wait for somebody who uses it

    PooledConnection(Connection connection, PoolTarget target, long number, long tooOld) {
        this.connection = connection;
        this.target = target;
        this.number = number;
        this.tooOld = tooOld;
        this.end = tooOld;
    }

    Connection connection() {
        return connection;
    }

    PoolTarget target() {
        return target;
    }

    /// Begins its wait.
    ///
    /// @param idleUntil when it has waited too long
    void rest(long idleUntil) {
        end = idleUntil - tooOld < 0 ? idleUntil : tooOld;
    }

    /// When it is to be closed if nobody wants it.
    long end() {
        return end;
    }

    /// Why it is to be closed now.
    ///
    /// @return null if it is not
    @Nullable EvictionReason over(long now) {
        if (now - tooOld >= 0) {
            return EvictionReason.AGE;
        }
        return now - end >= 0 ? EvictionReason.IDLE : null;
    }

    boolean isTooOld(long now) {
        return now - tooOld >= 0;
    }
}
