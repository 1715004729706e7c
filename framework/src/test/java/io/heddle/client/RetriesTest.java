package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import io.heddle.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private final IOException passing =
            new LookupFailedException("one.example", LookupFailure.NOT_FOUND, "no such host", null);
    private static final ConnectRetry FIVE =
            new ConnectRetry(5, Duration.ofMillis(100), Duration.ofMillis(300), Timeouts.NEVER);
    private static final Duration SHORT = Duration.ofMillis(50);

    /// A clock on which to wait is to let time pass.
    private static final class Hourglass implements WaitClock {
        private long now = -1;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void park(Object what, long nanos) {
            now += Math.min(nanos, 7_000_001); // as if woken for no reason, now and then
        }
    }

    private final Hourglass time = new Hourglass();
    private final List<Long> tries = new ArrayList<>(); // when, in milliseconds

    private String failing(int times) throws IOException {
        tries.add((time.now + 1) / 1_000_000);
        if (tries.size() <= times) {
            throw passing;
        }
        return "connected";
    }

    private String run(LongUnaryOperator jitter, int failures) throws IOException {
        return new Retries(FIVE, time, jitter).run("a connect", () -> failing(failures));
    }

    @Test
    void limitsOfPausesDoubleUpToTheLongest() throws IOException {
        String result = run(most -> most, 4);

        assertEquals("connected", result);
        assertEquals(List.of(0L, 100L, 300L, 600L, 900L), tries);
    }

    @Test
    void pausesAreWhatChanceSays() throws IOException {
        run(most -> most / 10, 4);

        assertEquals(List.of(0L, 10L, 30L, 60L, 90L), tries);
    }

    @Test
    void pausesMayBeNothing() throws IOException {
        run(most -> 0, 4);

        assertEquals(List.of(0L, 0L, 0L, 0L, 0L), tries);
    }

    @Test
    void chanceStaysWithinTheLimit() throws IOException {
        var longest = new ConnectRetry(1000, SHORT, SHORT, Timeouts.NEVER);
        var retries = new Retries(longest, time, Retries::upTo);

        retries.run("a connect", () -> failing(999));

        for (int i = 1; i < tries.size(); i++) {
            assertTrue(tries.get(i) - tries.get(i - 1) <= SHORT.toMillis() + 1);
        }
        long whole = tries.getLast();
        assertTrue(whole > 999 * 50 / 4 && whole < 999 * 50 * 3 / 4, "took " + whole + " ms");
    }

    @Test
    void lastFailureIsThrown() {
        IOException thrown = assertThrows(IOException.class, () -> run(most -> most, 99));

        assertSame(passing, thrown);
        assertEquals(5, tries.size());
    }

    @Test
    void noneIsOneTry() {
        assertThrows(
                IOException.class,
                () -> new Retries(ConnectRetry.NONE).run("a connect", () -> failing(99)));

        assertEquals(1, tries.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "unchecked"})
    void otherFailuresAreForGood(String kind) {
        Exception other =
                kind.equals("plain") ? new IOException("else") : new IllegalStateException("else");

        Exception thrown =
                assertThrows(
                        Exception.class,
                        () ->
                                new Retries(FIVE, time, most -> most)
                                        .run(
                                                "a connect",
                                                () -> {
                                                    tries.add(0L);
                                                    if (other instanceof RuntimeException odd) {
                                                        throw odd;
                                                    }
                                                    throw (IOException) other;
                                                }));

        assertSame(other, thrown);
        assertEquals(1, tries.size());
    }

    @Test
    void allTriesAreUnderOneDeadline() {
        ConnectRetry retry = ConnectRetry.within(SHORT).withPauses(SHORT, SHORT);
        var retries = new Retries(retry, WaitClock.SYSTEM, most -> most / 2);

        var late =
                assertThrows(
                        DeadlineExceededException.class,
                        () -> retries.run("a connect to x", () -> failing(999)));

        assertEquals(
                "deadline of PT0.05S exceeded in a pause before a connect to x", late.getMessage());
        assertSame(passing, late.getSuppressed()[0]);
        assertTrue(tries.size() >= 1 && tries.size() <= 3, tries::toString);
    }

    @Test
    void deadlineOfTheCallerHoldsToo() {
        var retries = new Retries(ConnectRetry.within(Duration.ofMinutes(1)));

        var late =
                assertThrows(
                        DeadlineExceededException.class,
                        () ->
                                Deadline.within(
                                        SHORT, () -> retries.run("a connect", () -> failing(999))));

        assertEquals(SHORT, late.deadline().limit());
    }

    @Test
    void interruptEndsThePause() {
        Duration hour = Duration.ofHours(1);
        var retries = new Retries(FIVE.withPauses(hour, hour), WaitClock.SYSTEM, most -> most);
        var trying =
                Background.startVirtual(() ->
                                assertThrows(
                                        ConnectionInterruptedException.class,
                                        () -> retries.run("x", () -> failing(99))))
                        .awaitWaiting();

        trying.thread().interrupt();

        trying.join();
        assertEquals(1, tries.size());
    }

    @Test
    void tellsAllThatIsOutOfRange() {
        var mistake =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new ConnectRetry(
                                        0,
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(1),
                                        SHORT.minus(SHORT)));

        assertEquals(
                "attempts must be between 1 and 1000, was 0"
                        + "; longestPause must be between PT2S and PT1H, was PT1S"
                        + "; within must be between PT0.01S and 90 days, or never, was PT0S",
                mistake.getMessage());
    }
}
