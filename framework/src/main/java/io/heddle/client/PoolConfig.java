package io.heddle.client;

import io.heddle.Timeouts;
import java.time.Duration;
import java.util.Objects;

/// What a [ConnectionPool] can be told. Immutable; a `with` method makes a copy.
///
/// @param name what messages and meters call the pool; not blank; default `pool`
/// @param maxPerTarget how many connections there may be to one target, lent, idle and being made;
///   1 to 1,048,576; default 16
/// @param maxConnections the same of all targets together; default 256
/// @param maxWaitingPerTarget how many threads may wait for a connection to one target, 0 to
///   1,048,576; default 256
/// @param maxWaiting the same of all targets together; default 4,096
/// @param maxWait how long a thread waits at most, 10 ms to 1 day; default 5 s. A
///   [io.heddle.Deadline] that is nearer holds, too. To connect takes its own time
/// @param maxIdle after what time without use a connection is closed, 10 ms to 90 days, or
///   [Timeouts#NEVER]; default 30 s. Choose less than the other side does
/// @param maxAge how old a connection may be that is lent, likewise; default 10 min, so that
///   changes of names and of balancers are noticed. Each connection has up to a quarter less, at
///   random: those that were made together do not end together
public record PoolConfig(
        String name,
        int maxPerTarget,
        int maxConnections,
        int maxWaitingPerTarget,
        int maxWaiting,
        Duration maxWait,
        Duration maxIdle,
        Duration maxAge) {

    private static final int MOST = 1_048_576;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(90);

    /// What is said above.
    public static final PoolConfig DEFAULT =
            new PoolConfig(
                    "pool",
                    16,
                    256,
                    256,
                    4096,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10));

    /// @throws IllegalArgumentException naming everything that is out of its range
    public PoolConfig {
        Objects.requireNonNull(name, "name");
        new Ranges()
                .check(!name.isBlank(), "pool name must not be blank")
                .between("maxPerTarget", 1, MOST, maxPerTarget)
                .between("maxConnections", 1, MOST, maxConnections)
                .between("maxWaitingPerTarget", 0, MOST, maxWaitingPerTarget)
                .between("maxWaiting", 0, MOST, maxWaiting)
                .between("maxWait", SHORTEST, LONGEST_WAIT, maxWait)
                .check(isLimit(maxIdle), outOfRange("maxIdle", maxIdle))
                .check(isLimit(maxAge), outOfRange("maxAge", maxAge))
                .throwIfAny();
    }

    private static boolean isLimit(Duration value) {
        return value.equals(Timeouts.NEVER)
                || (value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0);
    }

    private static String outOfRange(String name, Duration value) {
        return name
                + " must be between "
                + SHORTEST
                + " and "
                + LONGEST
                + ", or never, was "
                + value;
    }

    /// A copy with another name.
    public PoolConfig withName(String name) {
        return new PoolConfig(
                name,
                maxPerTarget,
                maxConnections,
                maxWaitingPerTarget,
                maxWaiting,
                maxWait,
                maxIdle,
                maxAge);
    }

    /// A copy with other numbers of connections.
    public PoolConfig withConnections(int perTarget, int all) {
        return new PoolConfig(
                name, perTarget, all, maxWaitingPerTarget, maxWaiting, maxWait, maxIdle, maxAge);
    }

    /// A copy with other numbers of threads that wait.
    public PoolConfig withWaiting(int perTarget, int all) {
        return new PoolConfig(
                name, maxPerTarget, maxConnections, perTarget, all, maxWait, maxIdle, maxAge);
    }

    /// A copy with another wait at most.
    public PoolConfig withMaxWait(Duration maxWait) {
        return new PoolConfig(
                name,
                maxPerTarget,
                maxConnections,
                maxWaitingPerTarget,
                maxWaiting,
                maxWait,
                maxIdle,
                maxAge);
    }

    /// A copy with another time without use.
    public PoolConfig withMaxIdle(Duration maxIdle) {
        return new PoolConfig(
                name,
                maxPerTarget,
                maxConnections,
                maxWaitingPerTarget,
                maxWaiting,
                maxWait,
                maxIdle,
                maxAge);
    }

    /// A copy with another age at most.
    public PoolConfig withMaxAge(Duration maxAge) {
        return new PoolConfig(
                name,
                maxPerTarget,
                maxConnections,
                maxWaitingPerTarget,
                maxWaiting,
                maxWait,
                maxIdle,
                maxAge);
    }
}
