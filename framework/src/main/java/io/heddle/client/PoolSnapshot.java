package io.heddle.client;

import java.util.Map;

/// A [ConnectionPool] at one moment.
///
/// @param name the pool's
/// @param targets how many targets have a connection, or somebody who waits for one
/// @param idle how many connections nobody uses
/// @param lent how many somebody uses
/// @param connecting how many are being made
/// @param waiting how many threads wait for one
/// @param created how many were made so far
/// @param failed how many could not be made so far
/// @param borrowed how many times one was lent so far
/// @param refused how many threads were told so far that too many wait
/// @param timedOut how many threads have waited so far until [PoolConfig#maxWait()] was over; those
///   that gave up for another reason are not among them
/// @param evicted how many connections were closed so far, and why; all reasons
public record PoolSnapshot(
        String name,
        int targets,
        int idle,
        int lent,
        int connecting,
        int waiting,
        long created,
        long failed,
        long borrowed,
        long refused,
        long timedOut,
        Map<EvictionReason, Long> evicted) {

    /// Copies the map.
    public PoolSnapshot {
        evicted = Map.copyOf(evicted);
    }

    /// How many connections there are, idle and lent.
    public int connections() {
        return idle + lent;
    }
}
