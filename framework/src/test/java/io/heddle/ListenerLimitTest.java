package io.heddle;

import static io.heddle.Eventually.eventually;
import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ListenerSnapshot.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one listener takes on, beside another one.
class ListenerLimitTest {

    private static final ListenerLimits TWO = ListenerLimits.NONE.withMaxConnections(2);

    @Test
    void holdsForItsOwnConnectionsAlone() throws Exception {
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT, listener(FRONT).withLimits(TWO), listener(BACK))) {
            TestPeer first = limited.inside(FRONT);
            limited.inside(FRONT);

            TestPeer third = limited.peer(FRONT).send("third").expectNothing();
            for (int i = 0; i < 5; i++) {
                limited.inside(BACK);
            }

            assertEquals(2, limited.snapshot(FRONT).connections());
            first.leave();
            third.expect("third");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "queue", "reject"})
    void isExactUnderChurn(String policy) throws Exception {
        AtLimit atLimit =
                switch (policy) {
                    case "hold" -> AtLimit.HOLD;
                    case "queue" -> AtLimit.queue(Duration.ofHours(1));
                    default -> AtLimit.reject("no");
                };
        Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
        Map<String, Integer> most = new ConcurrentHashMap<>();
        ConnectionHandler counting =
                connection -> {
                    String name = connection.listenerName();
                    AtomicInteger own = now.computeIfAbsent(name, key -> new AtomicInteger());
                    most.merge(name, own.incrementAndGet(), Math::max);
                    try {
                        Servers.ECHO.handle(connection);
                    } finally {
                        own.decrementAndGet();
                    }
                };
        try (var limited =
                LimitedServer.start(
                        atMost(4).withAtLimit(atLimit),
                        counting,
                        listener(FRONT).withLimits(TWO),
                        listener(BACK).withLimits(ListenerLimits.NONE.withMaxConnections(3)))) {

            Crowd.of(
                    10,
                    member -> {
                        var random = new Random(member);
                        var address = limited.address(member % 2 == 0 ? FRONT : BACK);
                        for (int i = 0; i < 100; i++) {
                            try (var peer = TestPeer.connect(address).send("x").halfClose()) {
                                peer.receive(1);
                                if (random.nextInt(4) == 0) {
                                    peer.reset();
                                }
                            }
                        }
                    });

            assertTrue(most.get(FRONT) <= 2 && most.get(BACK) <= 3, most::toString);
            assertTrue(limited.mostAtOnce() <= 4, "at once: " + limited.mostAtOnce());
            limited.awaitConnections(0);
            limited.server().limits(atMost(4));
            holdsExactly(limited);
        }
    }

    /// No place was lost, none was won: 2 at the front, 2 more at the back.
    private static void holdsExactly(LimitedServer limited) {
        List<TestPeer> inside = new ArrayList<>();
        inside.add(limited.inside(FRONT));
        inside.add(limited.inside(FRONT));
        TestPeer third = limited.peer(FRONT).send("third").expectNothing();
        inside.add(limited.inside(BACK));
        inside.add(limited.inside(BACK));
        TestPeer fifth = limited.peer(BACK).send("fifth").expectNothing();

        inside.forEach(TestPeer::leave);

        third.expect("third").leave();
        fifth.expect("fifth").leave();
        limited.awaitConnections(0);
    }

    @Test
    void listenerThatIsLoweredWhileItWaitsDoesNotKeepAnotherFromPlaces() throws Exception {
        try (var limited = LimitedServer.start(atMost(3), listener(FRONT), listener(BACK))) {
            limited.inside(FRONT);
            limited.inside(FRONT);
            TestPeer inside = limited.inside(BACK);
            TestPeer front = limited.peer(FRONT).send("front");
            awaitState(limited, FRONT, State.AT_LIMIT); // the first in line
            TestPeer back = limited.peer(BACK).send("back");
            awaitState(limited, BACK, State.AT_LIMIT);

            limited.server().limits(FRONT, TWO);
            inside.leave();

            back.expect("back");
            front.expectNothing();
        }
    }

    @Test
    void listenerWhosePeersWaitInVainDoesNotKeepAnotherFromPlaces() throws Exception {
        try (var limited = LimitedServer.start(atMost(1), listener(FRONT), listener(BACK))) {
            TestPeer inside = limited.inside(FRONT);
            limited.peer(FRONT).reset(); // waits no more, but is first in line
            TestPeer back = limited.peer(BACK).send("back");

            inside.leave();

            back.expect("back");
        }
    }

    @Test
    void allWhoWaitAreServedWhenSeveralPlacesBecomeFreeAtOnce() throws Exception {
        try (var limited =
                LimitedServer.start(atMost(4), listener(FRONT).withLimits(TWO), listener(BACK))) {
            for (int i = 0; i < 100; i++) {
                List<TestPeer> inside = new ArrayList<>();
                inside.add(limited.inside(FRONT));
                inside.add(limited.inside(FRONT));
                inside.add(limited.inside(BACK));
                inside.add(limited.inside(BACK));
                TestPeer front = limited.peer(FRONT).send("front");
                TestPeer back = limited.peer(BACK).send("back");

                inside.forEach(TestPeer::leave);

                front.expect("front").leave();
                back.expect("back").leave();
                limited.awaitConnections(0);
            }
        }
    }

    @Test
    void ownPolicyGoesBeforeTheServers() throws Exception {
        ListenerConfig rejecting =
                listener(BACK).withLimits(ListenerLimits.NONE.withAtLimit(AtLimit.reject("full")));
        try (var limited = LimitedServer.start(atMost(1), listener(FRONT), rejecting)) {
            limited.inside(FRONT);

            limited.peer(BACK).expect("full").expectEnd();
            limited.peer(FRONT).expectNothing();
        }
    }

    @Test
    void unknownListenerIsRefused() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, listener(FRONT), listener(BACK))) {
            String problem =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> limited.server().limits("side", TWO))
                            .getMessage();

            assertEquals("listener must be one of [front, back], was side", problem);
        }
    }

    @Test
    void peersOverTheRateWaitAndAreAllServed() throws Exception {
        var rate = new AcceptRate(1, Duration.ofMillis(50), 2);
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT,
                        listener(FRONT).withLimits(ListenerLimits.NONE.withRate(rate)))) {
            long begin = System.nanoTime();
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                peers.add(limited.peer().send("served"));
            }

            peers.forEach(peer -> peer.expect("served"));

            long took = System.nanoTime() - begin;
            assertTrue(took >= Duration.ofMillis(6 * 50).toNanos(), "two at once, then in turn");
            assertEquals(List.of(), limited.reasons());
        }
    }

    @Test
    void raisedRateLetsThoseInWhoWait() throws Exception {
        var rarely = new AcceptRate(1, Duration.ofHours(1), 1);
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT,
                        listener(FRONT).withLimits(ListenerLimits.NONE.withRate(rarely)))) {
            limited.inside();
            TestPeer waiting = limited.peer().send("at last").expectNothing();
            limited.awaitState(State.AT_RATE);

            limited.server().limits(FRONT, ListenerLimits.NONE);

            waiting.expect("at last");
            limited.inside();
        }
    }

    @Test
    void rateOfOneListenerIsNotAnothers() throws Exception {
        var rarely = new AcceptRate(1, Duration.ofHours(1), 1);
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT,
                        listener(FRONT).withLimits(ListenerLimits.NONE.withRate(rarely)),
                        listener(BACK))) {
            limited.inside(FRONT);
            limited.peer(FRONT).expectNothing();

            limited.inside(BACK);
            limited.inside(BACK);
        }
    }

    private static void awaitState(LimitedServer limited, String listener, State state) {
        eventually().until(() -> limited.snapshot(listener).state() == state);
    }
}
