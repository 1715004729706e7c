package io.heddle;

import java.time.Duration;

/// How much a [WorkLimit] lets through at once, and who may wait.
///
/// @param least how many permits there are at least, and in the beginning; 1 or more
/// @param most how many permits there are at most; `least` or more. With as many as `least` their
///   number is fixed
/// @param slow how long one piece of work may take before the number comes down; 1 ms to 90 days,
///   or [Timeouts#NEVER] if the number is fixed
/// @param queue how many may wait for a permit, 0 to 65,536; who comes when so many wait is refused
///   at once. Default 0
/// @param patience how long one waits for a permit, 10 ms to 1 h; default 1 s
public record WorkLimitConfig(int least, int most, Duration slow, int queue, Duration patience) {

    private static final int LONGEST_QUEUE = 65_536;
    private static final Duration SHORTEST_SLOW = Duration.ofMillis(1);
    private static final Duration LONGEST_SLOW = Duration.ofDays(90);
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(10);
    private static final Duration MOST_PATIENCE = Duration.ofHours(1);
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(1);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public WorkLimitConfig {
        var problems =
                new Problems()
                        .atLeast("least permits", 1, least)
                        .atLeast("most permits", Math.max(1, least), most);
        if (least != most || !slow.equals(Timeouts.NEVER)) {
            problems.between("slow", SHORTEST_SLOW, LONGEST_SLOW, slow);
        }
        problems.between("queue length", 0, LONGEST_QUEUE, queue)
                .between("patience", LEAST_PATIENCE, MOST_PATIENCE, patience)
                .throwIfAny();
    }

    /// Always the same number of permits, and nobody waits.
    ///
    /// @param permits 1 or more
    public static WorkLimitConfig fixed(int permits) {
        return new WorkLimitConfig(permits, permits, Timeouts.NEVER, 0, USUAL_PATIENCE);
    }

    /// A number of permits that goes by how long the work takes, and nobody waits.
    ///
    /// It begins with `least`. It grows by one whenever as many pieces of work as there are permits
    /// have come back in time while at least half of the permits were used. It shrinks by a tenth,
    /// and by one at least, when a piece of work is slow, is cut short by a deadline or a timeout
    /// of its connection, or is refused by another limit; but not twice within `slow`, because what
    /// is slow at the same time has one cause.
    ///
    /// @param least 1 or more
    /// @param most `least` or more
    /// @param slow how long one piece of work may take, 1 ms to 90 days; a few times what it takes
    ///   when there is little to do
    public static WorkLimitConfig adaptive(int least, int most, Duration slow) {
        return new WorkLimitConfig(least, most, slow, 0, USUAL_PATIENCE);
    }

    /// A copy with a queue.
    ///
    /// @param length how many may wait, 0 to 65,536
    public WorkLimitConfig withQueue(int length) {
        return new WorkLimitConfig(least, most, slow, length, patience);
    }

    /// A copy with another patience of those who wait, 10 ms to 1 h.
    public WorkLimitConfig withPatience(Duration patience) {
        return new WorkLimitConfig(least, most, slow, queue, patience);
    }
}
