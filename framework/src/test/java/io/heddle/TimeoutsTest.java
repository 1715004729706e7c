package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

    private static final Duration OVERFLOWING = Duration.ofSeconds(Long.MAX_VALUE);

    private static final List<Duration> TOO_SHORT =
            List.of(
                    Duration.ZERO,
                    Duration.ofNanos(1),
                    Duration.ofNanos(9_999_999),
                    Duration.ofNanos(-1),
                    Duration.ofDays(-1),
                    Duration.ofSeconds(Long.MIN_VALUE));
    private static final List<Duration> TOO_LONG =
            List.of(Duration.ofDays(90).plusNanos(1), Duration.ofDays(10_000), OVERFLOWING);

    /// The components that are limits: 10 ms to 90 days, or never.
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Limit {
        handshake(Timeouts::withHandshake, Timeouts::handshake),
        firstByte(Timeouts::withFirstByte, Timeouts::firstByte),
        idle(Timeouts::withIdle, Timeouts::idle),
        write(Timeouts::withWrite, Timeouts::write),
        handler(Timeouts::withHandler, Timeouts::handler),
        lifetime(Timeouts::withLifetime, Timeouts::lifetime);

        final BiFunction<Timeouts, Duration, Timeouts> with;
        final Function<Timeouts, Duration> get;

        Limit(BiFunction<Timeouts, Duration, Timeouts> with, Function<Timeouts, Duration> get) {
            this.with = with;
            this.get = get;
        }
    }

    /// The components that are waits afterwards: 0 to 1 h.
    @SuppressWarnings("ImmutableEnumChecker") // method references
    enum Wait {
        grace(Timeouts::withGrace, Timeouts::grace),
        linger(Timeouts::withLinger, Timeouts::linger);

        final BiFunction<Timeouts, Duration, Timeouts> with;
        final Function<Timeouts, Duration> get;

        Wait(BiFunction<Timeouts, Duration, Timeouts> with, Function<Timeouts, Duration> get) {
            this.with = with;
            this.get = get;
        }
    }

    private static String refusal(Supplier<Timeouts> call) {
        return assertThrows(IllegalArgumentException.class, call::get).getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void takesLimitsFromATickToNinetyDaysOrNever(Limit limit) {
        for (Duration value :
                List.of(
                        Duration.ofMillis(10),
                        Duration.ofNanos(10_000_001),
                        Duration.ofDays(90),
                        Timeouts.NEVER)) {
            assertEquals(value, limit.get.apply(limit.with.apply(Timeouts.DEFAULT, value)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesLimitsOutOfTheirRange(Limit limit) {
        for (Duration value : Stream.concat(TOO_SHORT.stream(), TOO_LONG.stream()).toList()) {
            String problem = limit + " must be between PT0.01S and 90 days, or never, was " + value;

            String refusal = refusal(() -> limit.with.apply(Timeouts.DEFAULT, value));

            assertEquals(problem, refusal);
        }
    }

    @Test
    void checksLimitsOfOthersAlike() {
        Timeouts.checkLimit("head", Duration.ofMillis(10));
        Timeouts.checkLimit("head", Duration.ofDays(90));
        Timeouts.checkLimit("head", Timeouts.NEVER);

        for (Duration bad : Stream.of(TOO_SHORT, TOO_LONG).flatMap(List::stream).toList()) {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> Timeouts.checkLimit("head", bad));
            assertEquals(
                    "head must be between PT0.01S and 90 days, or never, was " + bad,
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOneLimitAndNoOther(Limit changed) {
        Timeouts timeouts = changed.with.apply(Timeouts.DEFAULT, Duration.ofMinutes(7));

        for (Limit limit : Limit.values()) {
            Duration expected =
                    limit == changed ? Duration.ofMinutes(7) : limit.get.apply(Timeouts.DEFAULT);
            assertEquals(expected, limit.get.apply(timeouts), limit::name);
        }
        Duration before = changed.get.apply(Timeouts.DEFAULT);
        assertEquals(Timeouts.DEFAULT, changed.with.apply(timeouts, before), "all the others");
    }

    @ParameterizedTest
    @EnumSource
    void takesWaitsFromNothingToAnHour(Wait wait) {
        for (Duration value :
                List.of(
                        Duration.ZERO,
                        Duration.ofNanos(1),
                        Duration.ofSeconds(2),
                        Duration.ofHours(1))) {
            assertEquals(value, wait.get.apply(wait.with.apply(Timeouts.DEFAULT, value)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWaitsOutOfTheirRange(Wait wait) {
        for (Duration value :
                List.of(
                        Duration.ofNanos(-1),
                        Duration.ofSeconds(-1),
                        Duration.ofHours(1).plusNanos(1),
                        Timeouts.NEVER,
                        OVERFLOWING)) {
            String problem = wait + " must be between PT0S and PT1H, was " + value;

            assertEquals(problem, refusal(() -> wait.with.apply(Timeouts.DEFAULT, value)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0001, 0.1, 0.5})
    void takesJitterFromNothingToAHalf(double jitter) {
        assertEquals(jitter, Timeouts.DEFAULT.withLifetimeJitter(jitter).lifetimeJitter());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.0001, -1, 0.5001, 1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesJitterOutOfItsRange(double jitter) {
        assertEquals(
                "lifetimeJitter must be between 0 and 0.5, was " + jitter,
                refusal(() -> Timeouts.DEFAULT.withLifetimeJitter(jitter)));
    }

    @Test
    void refusesAHandlerThatMayTakeLongerThanItsConnectionLives() {
        Timeouts timeouts = Timeouts.DEFAULT.withLifetime(Duration.ofMinutes(1));

        assertEquals(
                "handler must be at most lifetime, PT1M, was PT1M0.000000001S",
                refusal(() -> timeouts.withHandler(Duration.ofMinutes(1).plusNanos(1))));
    }

    @Test
    void takesAHandlerThatMayTakeAsLongAsItsConnectionLivesOrIsNotLimited() {
        Timeouts timeouts = Timeouts.DEFAULT.withLifetime(Duration.ofMinutes(1));

        assertEquals(Duration.ofMinutes(1), timeouts.withHandler(Duration.ofMinutes(1)).handler());
        assertEquals(Timeouts.NEVER, timeouts.withHandler(Timeouts.NEVER).handler());
    }

    @Test
    void namesAllProblemsAtOnce() {
        Duration negative = Duration.ofSeconds(-1);

        String refusal =
                refusal(() ->
                        new Timeouts(
                                Duration.ZERO,
                                negative,
                                Duration.ZERO,
                                OVERFLOWING,
                                negative,
                                Duration.ofSeconds(2),
                                negative,
                                0.7,
                                MinimumRate.NONE,
                                negative,
                                OVERFLOWING));

        assertEquals(
                List.of(
                        "preamble must be between PT0.01S and 90 days, or never, was PT0S",
                        "handshake must be between PT0.01S and 90 days, or never, was PT-1S",
                        "firstByte must be between PT0.01S and 90 days, or never, was PT0S",
                        "idle must be between PT0.01S and 90 days, or never, was " + OVERFLOWING,
                        "write must be between PT0.01S and 90 days, or never, was PT-1S",
                        "lifetime must be between PT0.01S and 90 days, or never, was PT-1S",
                        "lifetimeJitter must be between 0 and 0.5, was 0.7",
                        "grace must be between PT0S and PT1H, was PT-1S",
                        "linger must be between PT0S and PT1H, was " + OVERFLOWING,
                        "handler must be at most lifetime, PT-1S, was PT2S"),
                List.of(refusal.split("; ")));
    }

    @Test
    void protectsByDefault() {
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Timeouts.NEVER,
                        Timeouts.NEVER,
                        0.1,
                        MinimumRate.NONE,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                Timeouts.DEFAULT);
        assertEquals(Timeouts.DEFAULT, ServerConfig.onPort(7007).timeouts());
    }

    @Test
    void limitsNothingButTheEndWhenOff() {
        for (Limit limit : Limit.values()) {
            assertEquals(Timeouts.NEVER, limit.get.apply(Timeouts.OFF), limit::name);
        }
        assertEquals(MinimumRate.NONE, Timeouts.OFF.minimumRate());
        assertEquals(Duration.ofSeconds(2), Timeouts.OFF.linger());
    }

    @Test
    void hasALimitForEveryPhase() {
        var rate = new MinimumRate(1, 1, Duration.ofSeconds(9));
        Timeouts timeouts =
                Timeouts.DEFAULT
                        .withHandler(Duration.ofSeconds(70))
                        .withLifetime(Duration.ofSeconds(80))
                        .withMinimumRate(rate);

        assertEquals(
                Stream.of(5, 10, 60, 30, 9, 9, 70, 80).map(Duration::ofSeconds).toList(),
                Stream.of(
                                TimeoutPhase.HANDSHAKE,
                                TimeoutPhase.FIRST_BYTE,
                                TimeoutPhase.IDLE,
                                TimeoutPhase.WRITE,
                                TimeoutPhase.READ_RATE,
                                TimeoutPhase.WRITE_RATE,
                                TimeoutPhase.HANDLER,
                                TimeoutPhase.LIFETIME)
                        .map(timeouts::limit)
                        .toList());
    }
}
