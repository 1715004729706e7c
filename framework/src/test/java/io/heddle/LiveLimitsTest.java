package io.heddle;

import static io.heddle.Eventually.eventually;
import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.ListenerSnapshot.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Limits that are changed while the server runs.
class LiveLimitsTest {

    @Test
    void raisedLimitLetsThoseInWhoWait() throws Exception {
        try (var limited = LimitedServer.start(atMost(1))) {
            limited.inside();
            TestPeer second = limited.peer().send("second");
            TestPeer third = limited.peer().send("third");
            TestPeer fourth = limited.peer().send("fourth").expectNothing();

            limited.server().limits(atMost(3));

            second.expect("second");
            third.expect("third");
            fourth.expectNothing();
            assertEquals(atMost(3), limited.server().limits());
        }
    }

    @Test
    void raisedLimitLetsThoseInWhoQueue() throws Exception {
        Limits queueing = atMost(1).withAtLimit(AtLimit.queue(Duration.ofHours(1)));
        try (var limited = LimitedServer.start(queueing)) {
            limited.inside();
            TestPeer second = limited.queued().send("second");
            TestPeer third = limited.queued().send("third");

            limited.server().limits(queueing.withMaxConnections(2));

            second.expect("second");
            third.expectNothing();
        }
    }

    @Test
    void loweredLimitEndsNobody() throws Exception {
        try (var limited = LimitedServer.start(atMost(4))) {
            List<TestPeer> inside = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                inside.add(limited.inside());
            }

            limited.server().limits(atMost(2));

            inside.forEach(peer -> peer.echo("still in"));
            TestPeer waiting = limited.peer().send("waiting");
            inside.removeLast().leave();
            inside.removeLast().leave();
            limited.awaitConnections(2);
            waiting.expectNothing();
            inside.removeLast().leave();
            waiting.expect("waiting");
        }
    }

    @Test
    void limitsOfAListenerChangeAlike() throws Exception {
        ListenerLimits one = ListenerLimits.NONE.withMaxConnections(1);
        try (var limited = LimitedServer.start(Limits.DEFAULT, listener(FRONT).withLimits(one))) {
            TestPeer first = limited.inside();
            TestPeer second = limited.peer().send("second").expectNothing();

            limited.server().limits(FRONT, one.withMaxConnections(2));
            second.expect("second");

            limited.server().limits(FRONT, one);
            first.echo("still in");
            assertEquals(one, limited.snapshot(FRONT).limits());
            TestPeer third = limited.peer().send("third");
            first.leave();
            limited.awaitConnections(1);
            third.expectNothing();
            second.leave();
            third.expect("third");
        }
    }

    @Test
    void newPolicyHoldsForThoseWhoWaitInTheBacklog() throws Exception {
        try (var limited = LimitedServer.start(atMost(1))) {
            limited.inside();
            TestPeer waiting = limited.peer().send("hello").expectNothing();

            limited.server().limits(atMost(1).withAtLimit(AtLimit.reject("full")));

            waiting.expect("full").expectEnd();
        }
    }

    @Test
    void changesUnderLoadLoseNobodyAndNoPlace() throws Exception {
        Limits queueing = atMost(4).withAtLimit(AtLimit.queue(Duration.ofHours(1)));
        List<Limits> all =
                List.of(
                        atMost(2),
                        queueing,
                        atMost(8).withReserved(3),
                        queueing.withAddresses(AddressLimits.UNLIMITED.withPerNetwork(1000)),
                        queueing.withAddresses(
                                AddressLimits.UNLIMITED
                                        .withPerAddress(1000)
                                        .withNetworkBits(8, 32)));
        try (var limited = LimitedServer.start(atMost(4), listener(FRONT), listener(BACK))) {

            Crowd.of(
                    7,
                    member -> {
                        for (int i = 0; i < 150; i++) {
                            if (member == 0) {
                                limited.server().limits(all.get(i % all.size()));
                                ListenerLimits own =
                                        ListenerLimits.NONE
                                                .withExempt(i % 3 == 0)
                                                .withMaxConnections(1 + i % 5);
                                limited.server().limits(i % 2 == 0 ? FRONT : BACK, own);
                            }
                            try (var peer =
                                    TestPeer.connect(
                                            limited.address(member % 2 == 0 ? FRONT : BACK))) {
                                peer.echo("served");
                            }
                        }
                    });

            assertEquals(List.of(), limited.reasons());
            limited.awaitConnections(0);
            limited.server().limits(FRONT, ListenerLimits.NONE);
            limited.server()
                    .limits(atMost(2).withAddresses(AddressLimits.UNLIMITED.withPerAddress(2)));
            limited.inside();
            limited.inside();
            limited.peer().expectNothing();
        }
    }

    @Test
    void timeoutsOfAListenerHoldForThoseWhoComeLater() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, listener(FRONT), listener(BACK))) {
            limited.inside(FRONT);
            limited.inside(BACK);
            Timeouts other = Timeouts.DEFAULT.withIdle(Duration.ofMinutes(7));

            limited.server().timeouts(FRONT, other);
            limited.inside(FRONT);
            limited.inside(BACK);

            List<Timeouts> expected =
                    List.of(Timeouts.DEFAULT, Timeouts.DEFAULT, other, Timeouts.DEFAULT);
            assertEquals(
                    expected,
                    limited.server().openConnections().stream()
                            .sorted((a, b) -> Long.compare(a.id(), b.id()))
                            .map(Connection::timeouts)
                            .toList());
            assertThrows(
                    IllegalArgumentException.class, () -> limited.server().timeouts("side", other));
        }
    }

    @Test
    void suspendedListenerKeepsItsPortAndItsConnections() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, listener(FRONT), listener(BACK))) {
            TestPeer inside = limited.inside(FRONT);
            var address = limited.address(FRONT);

            limited.server().suspend(FRONT);
            limited.awaitState(State.SUSPENDED);

            TestPeer waiting = limited.peer(FRONT).send("waited").expectNothing();
            inside.echo("served meanwhile");
            limited.inside(BACK);
            assertEquals(address, limited.address(FRONT));
            assertEquals(false, limited.server().isReady());
            assertEquals(2, limited.server().connections());

            limited.server().resume(FRONT);

            waiting.expect("waited");
            limited.inside(FRONT);
            assertEquals(address, limited.address(FRONT));
            assertEquals(true, limited.server().isReady());
        }
    }

    @Test
    void manyPeersWaitAtASuspendedListenerAndAreAllServed() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT)) {
            limited.server().suspend(FRONT);
            limited.awaitState(State.SUSPENDED);
            List<TestPeer> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(limited.peer().send("waited"));
            }
            assertEquals(0, limited.server().connections());

            limited.server().resume(FRONT);

            waiting.forEach(peer -> peer.expect("waited"));
        }
    }

    @Test
    void suspendedListenerStillServesThoseWhoQueue() throws Exception {
        Limits queueing = atMost(1).withAtLimit(AtLimit.queue(Duration.ofHours(1)));
        try (var limited = LimitedServer.start(queueing)) {
            TestPeer inside = limited.inside();
            TestPeer queued = limited.queued().send("queued");
            limited.server().suspend(FRONT);
            limited.awaitState(State.SUSPENDED);

            inside.leave();

            queued.expect("queued");
        }
    }

    @Test
    void suspendedListenerDoesNotKeepAnotherFromPlaces() throws Exception {
        try (var limited = LimitedServer.start(atMost(1), listener(FRONT), listener(BACK))) {
            TestPeer inside = limited.inside(FRONT);
            limited.peer(FRONT);
            limited.awaitState(State.AT_LIMIT);
            TestPeer back = limited.peer(BACK).send("back");
            eventually().until(() -> limited.snapshot(BACK).state() == State.AT_LIMIT);

            limited.server().suspend(FRONT);
            inside.leave();

            back.expect("back");
        }
    }

    @Test
    void suspendedServerCanBeClosed() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT)) {
            limited.server().suspend(FRONT);
            limited.awaitState(State.SUSPENDED);

            Background.start(limited.server()::close).join();

            assertEquals(State.CLOSED, limited.snapshot(FRONT).state());
        }
    }
}
