package io.heddle;

import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.ListenerSnapshot.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How an operator gets in while a crowd is at the door.
class ReservedPlacesTest {

    private static final String OPERATOR = "127.0.9.1";
    private static final AtLimit QUEUE = AtLimit.queue(Duration.ofHours(1));

    /// Three places, one of which is the operator's.
    private static final Limits LIMITS =
            atMost(3).withReserved(1).withExempt(Network.parse("127.0.9.0/24"));

    private static final ListenerConfig OPERATORS_LISTENER =
            listener(BACK).withLimits(ListenerLimits.NONE.withExempt(true));

    @Test
    void crowdGetsNoReservedPlace() throws Exception {
        try (var limited = LimitedServer.start(LIMITS)) {
            limited.inside();
            limited.inside();

            limited.peer().expectNothing();

            assertEquals(2, limited.server().connections());
        }
    }

    @Test
    void operatorsListenerLetsInPastAnyCrowd() throws Exception {
        for (AtLimit policy : List.of(AtLimit.HOLD, QUEUE, AtLimit.reject("full"))) {
            try (var limited =
                    LimitedServer.start(
                            LIMITS.withAtLimit(policy), listener(FRONT), OPERATORS_LISTENER)) {
                limited.inside();
                limited.inside();
                for (int i = 0; i < 20; i++) {
                    limited.peer();
                }

                limited.inside(BACK).leave();
                limited.awaitConnections(2);
                limited.inside(BACK);

                assertEquals(3, limited.mostAtOnce());
            }
        }
    }

    @Test
    void operatorsNetworkPassesThoseWhoQueue() throws Exception {
        try (var limited = LimitedServer.start(LIMITS.withAtLimit(QUEUE))) {
            TestPeer inside = limited.inside();
            limited.inside();
            TestPeer queued = limited.queued().send("queued");

            TestPeer operator = limited.insideFrom(OPERATOR);

            queued.expectNothing();
            inside.leave();
            queued.expect("queued");
            operator.echo("still in");
        }
    }

    @Test
    void operatorThatQueuesGetsTheReservedPlaceWhenItIsFree() throws Exception {
        try (var limited = LimitedServer.start(LIMITS.withAtLimit(QUEUE))) {
            limited.inside();
            limited.inside();
            TestPeer first = limited.insideFrom(OPERATOR);
            TestPeer crowd = limited.queued().send("crowd");
            TestPeer second = limited.peerFrom(OPERATOR).send("operator");
            limited.awaitQueued(2);

            first.leave();

            second.expect("operator");
            crowd.expectNothing();
        }
    }

    @Test
    void crowdThatQueuesIsStillCalledAfterAnOperatorPassedIt() throws Exception {
        try (var limited = LimitedServer.start(LIMITS.withAtLimit(QUEUE))) {
            TestPeer first = limited.inside();
            TestPeer second = limited.inside();
            TestPeer one = limited.queued().send("one");
            TestPeer other = limited.queued().send("other");

            limited.insideFrom(OPERATOR);

            first.leave();
            one.expect("one");
            second.leave();
            other.expect("other");
        }
    }

    @Test
    void operatorsNetworkIsNotTurnedAwayWithTheCrowd() throws Exception {
        try (var limited = LimitedServer.start(LIMITS.withAtLimit(AtLimit.reject("full")))) {
            limited.inside();
            limited.inside();
            limited.peer().expect("full").expectEnd();

            limited.insideFrom(OPERATOR);

            limited.peerFrom(OPERATOR).expect("full").expectEnd();
        }
    }

    @Test
    void operatorsNetworkWaitsBehindACrowdThatIsHeld() throws Exception {
        try (var limited = LimitedServer.start(LIMITS)) {
            TestPeer inside = limited.inside();
            limited.inside();
            TestPeer crowd = limited.peer().send("crowd");
            limited.awaitState(State.AT_LIMIT);

            TestPeer operator = limited.peerFrom(OPERATOR).send("operator").expectNothing();

            inside.leave();
            crowd.expect("crowd").leave();
            operator.expect("operator");
        }
    }

    @Test
    void operatorInAnOrdinaryPlaceLeavesTheReservedOneToAnother() throws Exception {
        try (var limited = LimitedServer.start(LIMITS, listener(FRONT), OPERATORS_LISTENER)) {
            limited.insideFrom(OPERATOR); // at the front, where peers are held: an ordinary place
            limited.inside();

            limited.inside(BACK);

            assertEquals(3, limited.server().connections());
        }
    }

    @Test
    void listenerThatBecomesExemptWhileItWaitsIsLetIn() throws Exception {
        try (var limited = LimitedServer.start(LIMITS, listener(FRONT), listener(BACK))) {
            TestPeer inside = limited.inside(FRONT);
            limited.inside(FRONT);
            TestPeer operator = limited.peer(BACK).send("operator").expectNothing();
            TestPeer crowd = limited.peer(FRONT).send("crowd").expectNothing();

            limited.server().limits(BACK, ListenerLimits.NONE.withExempt(true));

            operator.expect("operator");
            inside.leave();
            crowd.expect("crowd");
        }
    }

    @Test
    void reservationThatIsDroppedLetsTheCrowdIn() throws Exception {
        try (var limited = LimitedServer.start(LIMITS)) {
            limited.inside();
            limited.inside();
            TestPeer crowd = limited.peer().send("crowd").expectNothing();

            limited.server().limits(LIMITS.withReserved(0));

            crowd.expect("crowd");
        }
    }
}
