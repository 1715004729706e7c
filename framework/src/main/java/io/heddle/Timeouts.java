package io.heddle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SplittableRandom;

/// How long a connection may take over what it does. docs/timeouts.md tells all of it.
///
/// At its limit (the *soft* one) a call that waits throws [ConnectionTimedOutException], which
/// names the phase. The connection stays usable, so that the handler may say goodbye. If nothing
/// has changed when the [#grace] is over as well (the *hard* limit), the connection is closed. A
/// peer that was over a limit of writes and has taken nothing since is reset, in either case.
///
/// Limits are 10 ms to 90 days, or [#NEVER]. They are kept to 10 ms; a call never gives up earlier
/// than that.
///
/// @param preamble of the [Preamble] as a whole, where a listener wants one; default 5 s
/// @param handshake of [Connection#handshake] as a whole, that of a [Transport] too; default 5 s
/// @param firstByte how long a read waits for the very first byte of a peer; default 10 s
/// @param idle how long a read waits while the peer sends nothing, whatever is written meanwhile;
///   default 60 s
/// @param write how long a write waits while the peer takes nothing; default 30 s. What the buffers
///   of both systems take for a peer that does not read may make it an eighth longer, at most half
///   a second
/// @param handler of the handler as a whole; default never
/// @param lifetime of a connection as a whole; default never
/// @param lifetimeJitter by which part of itself the lifetime of a connection may be shorter or
///   longer, so that those that came together do not go together; 0 to 0.5; default 0.1
/// @param minimumRate how fast a peer must be; default any rate
/// @param grace from a soft limit to the hard one; 0 to 1 h; default 2 s
/// @param linger how long the end of a connection waits for the peer to read what was written, and
///   to close its side; 0 to 1 h; default 2 s; 0 does not wait, which may cost a peer that still
///   sends the last bytes written to it
public record Timeouts(
        Duration preamble,
        Duration handshake,
        Duration firstByte,
        Duration idle,
        Duration write,
        Duration handler,
        Duration lifetime,
        double lifetimeJitter,
        MinimumRate minimumRate,
        Duration grace,
        Duration linger) {

    private static final Duration MOST_AFTERWARDS = Duration.ofHours(1);
    private static final double MOST_JITTER = 0.5;

    /// No limit.
    public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    /// The timeouts of a server that sets none.
    public static final Timeouts DEFAULT =
            new Timeouts(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    NEVER,
                    NEVER,
                    0.1,
                    MinimumRate.NONE,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2));

    /// No limits but the wait at the end: a silent peer keeps its connection for ever.
    public static final Timeouts OFF =
            DEFAULT.withPreamble(NEVER)
                    .withHandshake(NEVER)
                    .withFirstByte(NEVER)
                    .withIdle(NEVER)
                    .withWrite(NEVER);

    /// @throws IllegalArgumentException naming everything that is out of its range, and a handler
    ///   that may take longer than its connection lives
    public Timeouts {
        Objects.requireNonNull(minimumRate, "minimumRate");
        new Problems()
                .limit("preamble", preamble)
                .limit("handshake", handshake)
                .limit("firstByte", firstByte)
                .limit("idle", idle)
                .limit("write", write)
                .limit("handler", handler)
                .limit("lifetime", lifetime)
                .check(
                        lifetimeJitter >= 0 && lifetimeJitter <= MOST_JITTER,
                        "lifetimeJitter must be between 0 and 0.5, was " + lifetimeJitter)
                .between("grace", Duration.ZERO, MOST_AFTERWARDS, grace)
                .between("linger", Duration.ZERO, MOST_AFTERWARDS, linger)
                .check(
                        handler.equals(NEVER) || handler.compareTo(lifetime) <= 0,
                        "handler must be at most lifetime, " + lifetime + ", was " + handler)
                .throwIfAny();
    }

    /// Makes sure that a limit of time is in the range of those here, for protocols and others that
    /// have limits of their own.
    ///
    /// @param name for the message
    /// @throws IllegalArgumentException if it is not: `head must be between PT0.01S and 90 days, or
    ///   never, was PT0S`
    public static void checkLimit(String name, Duration value) {
        new Problems().limit(name, value).throwIfAny();
    }

    /// A copy with another limit of preambles.
    public Timeouts withPreamble(Duration preamble) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of handshakes.
    public Timeouts withHandshake(Duration handshake) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of the wait for the first byte.
    public Timeouts withFirstByte(Duration firstByte) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of a peer's silence.
    public Timeouts withIdle(Duration idle) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of a write that does not get on.
    public Timeouts withWrite(Duration write) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of the whole handler.
    public Timeouts withHandler(Duration handler) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another limit of the whole connection.
    public Timeouts withLifetime(Duration lifetime) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another jitter of the lifetime, 0 to 0.5.
    public Timeouts withLifetimeJitter(double lifetimeJitter) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another minimum rate.
    public Timeouts withMinimumRate(MinimumRate minimumRate) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another time from soft to hard limits, 0 to 1 h.
    public Timeouts withGrace(Duration grace) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// A copy with another linger timeout, 0 to 1 h.
    public Timeouts withLinger(Duration linger) {
        return new Timeouts(
                preamble,
                handshake,
                firstByte,
                idle,
                write,
                handler,
                lifetime,
                lifetimeJitter,
                minimumRate,
                grace,
                linger);
    }

    /// The lifetime of one connection, with its share of jitter.
    Duration lifetimeOf(long id) {
        if (lifetime.equals(NEVER)) {
            return NEVER;
        }
        double share = 2 * new SplittableRandom(id).nextDouble() - 1; // -1 to 1
        return lifetime.plusNanos((long) (lifetime.toNanos() * lifetimeJitter * share));
    }

    /// The limit of a phase.
    Duration limit(TimeoutPhase phase) {
        return switch (phase) {
            case PREAMBLE -> preamble;
            case HANDSHAKE -> handshake;
            case FIRST_BYTE -> firstByte;
            case IDLE -> idle;
            case WRITE -> write;
            case READ_RATE, WRITE_RATE -> minimumRate.over();
            case HANDLER -> handler;
            case LIFETIME -> lifetime;
        };
    }
}
