package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long connections live, and how long they take to die.
class LifetimeTest {

    private static final Duration LIFETIME = Duration.ofSeconds(100);
    private static final int MANY = 10_000;

    private static double share(Timeouts timeouts, long id) {
        return (double) timeouts.lifetimeOf(id).toNanos() / timeouts.lifetime().toNanos();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5})
    void isSpreadEvenlyWithinTheJitter(double jitter) {
        Timeouts timeouts = Timeouts.DEFAULT.withLifetime(LIFETIME).withLifetimeJitter(jitter);
        var tenths = new int[10];

        for (long id = 1; id <= MANY; id++) {
            double place = (share(timeouts, id) - (1 - jitter)) / (2 * jitter);
            assertTrue(place >= -1e-6 && place < 1 + 1e-6, () -> "outside, at " + place);
            tenths[(int) Math.clamp(place * 10, 0, 9)]++;
        }

        for (int count : tenths) {
            assertTrue(count > MANY / 10 * 0.8 && count < MANY / 10 * 1.2, () -> count + " in one");
        }
    }

    @Test
    void isTheSameForTheSameConnectionAndAnotherForTheNext() {
        Timeouts timeouts = Timeouts.DEFAULT.withLifetime(LIFETIME);

        assertEquals(timeouts.lifetimeOf(7), timeouts.lifetimeOf(7));
        assertEquals(
                1000,
                LongStream.rangeClosed(1, 1000).mapToObj(timeouts::lifetimeOf).distinct().count());
    }

    @Test
    void isExactWithoutJitter() {
        Timeouts timeouts = Timeouts.DEFAULT.withLifetime(LIFETIME).withLifetimeJitter(0);

        assertTrue(
                LongStream.rangeClosed(1, 1000)
                        .allMatch(id -> timeouts.lifetimeOf(id).equals(LIFETIME)));
    }

    @Test
    void isNeverWithJitterStillNever() {
        assertEquals(Timeouts.NEVER, Timeouts.OFF.withLifetimeJitter(0.5).lifetimeOf(1));
    }

    @Test
    void ofNinetyDaysWithJitterDoesNotOverflow() {
        Timeouts timeouts = Timeouts.OFF.withLifetime(Duration.ofDays(90)).withLifetimeJitter(0.5);

        for (long id = 1; id <= 1000; id++) {
            Duration lifetime = timeouts.lifetimeOf(id);
            assertTrue(lifetime.compareTo(Duration.ofDays(45)) >= 0, lifetime::toString);
            assertTrue(lifetime.compareTo(Duration.ofDays(135)) <= 0, lifetime::toString);
        }
    }

    @Test
    void ofConnectionsThatCameTogetherDoesNotEndTogether() throws Exception {
        ConnectionHandler handler = connection -> connection.input().read();
        Timeouts timeouts = Timeouts.OFF.withLifetime(LIFETIME).withLifetimeJitter(0.2);
        try (var server = VirtualServer.start(timeouts, handler)) {
            for (int i = 0; i < 20; i++) {
                server.peer();
            }
            eventually().until(() -> server.wheel().size() == 20);

            List<Integer> over = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                server.advance(Duration.ofSeconds(i == 0 ? 80 : 14));
                over.add(server.timedOut().size());
            }

            assertEquals(0, over.getFirst());
            assertTrue(over.get(1) > 0 && over.get(1) < over.get(2), over::toString);
            assertEquals(20, over.getLast());
        }
    }

    @Test
    void ofALingeringConnectionEndsWithTheLinger() throws Exception {
        ConnectionHandler handler = _ -> {};
        Timeouts timeouts = Timeouts.OFF.withLinger(Duration.ofSeconds(7));
        try (var server = VirtualServer.start(timeouts, handler)) {
            TestPeer peer = server.peer().expectEnd();
            eventually().until(() -> server.wheel().size() == 1);

            server.advance(Duration.ofSeconds(7));
            assertEquals(1, server.wheel().size());
            assertEquals(1, server.server().connections());
            server.advanceTick();

            assertEquals(CloseReason.COMPLETED, server.awaitReason());
            eventually().until(() -> server.server().connections() == 0);
            peer.leave();
        }
    }
}
