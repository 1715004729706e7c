package io.heddle;

import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ListenerSnapshot.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class QueueAtLimitTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final AtLimit PATIENT = new AtLimit.Queue(1024, LONG, "never read");
    private static final AtLimit IMPATIENT = new AtLimit.Queue(1024, SHORT, "busy, é\n");

    @Test
    void servesPeersInTheOrderInWhichTheyCame() throws Exception {
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(PATIENT))) {
            TestPeer inside = limited.inside();
            List<TestPeer> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(limited.queued().send("peer " + i));
            }

            for (int i = 0; i < 5; i++) {
                waiting.getLast().expectNothingFor(Duration.ofMillis(10));
                inside.leave();
                inside = waiting.removeFirst().expect("peer " + i);
            }

            assertEquals(1, limited.mostAtOnce());
            assertEquals(List.of(), limited.reasons());
        }
    }

    @Test
    void turnsAwayWithTheFarewellWhenTheTimeIsOver() throws Exception {
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(IMPATIENT))) {
            TestPeer inside = limited.inside();
            long begin = System.nanoTime();

            TestPeer late = limited.peer().send("hello");

            late.expect("busy, é\n").expectEnd();
            assertTrue(System.nanoTime() - begin >= SHORT.toNanos(), "waited for its time");
            Rejection rejection = limited.awaitRejections(1).getFirst();
            assertEquals(RejectReason.QUEUE_TIMEOUT, rejection.reason());
            assertEquals(FRONT, rejection.listener());
            assertEquals(late.address(), rejection.peer());
            assertEquals(0, limited.snapshot(FRONT).queued());
            inside.echo("served all the time");
        }
    }

    @Test
    void peersWaitInTheBacklogWhenTheQueueIsFull() throws Exception {
        AtLimit two = new AtLimit.Queue(2, LONG, "");
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(two))) {
            TestPeer inside = limited.inside();
            List<TestPeer> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(limited.queued().send("peer " + i));
            }

            for (int i = 2; i < 5; i++) {
                waiting.add(limited.peer().send("peer " + i));
            }

            limited.awaitState(State.AT_LIMIT);
            assertEquals(2, limited.snapshot(FRONT).queued());
            for (int i = 0; i < 5; i++) {
                inside.leave();
                inside = waiting.get(i).expect("peer " + i);
            }
        }
    }

    @Test
    void peersThatLeftWhileTheyQueuedTakeNobodysPlace() throws Exception {
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(PATIENT))) {
            TestPeer inside = limited.inside();
            TestPeer closed = limited.queued();
            TestPeer reset = limited.queued().send("unread");
            TestPeer stays = limited.queued().send("still here");
            closed.leave();
            reset.reset();

            inside.leave();

            stays.expect("still here");
            limited.awaitConnections(1);
        }
    }

    @Test
    void oneListenersQueueDoesNotStarveAnothers() throws Exception {
        Queue<String> served = new ConcurrentLinkedQueue<>();
        ConnectionHandler oneByte =
                connection -> {
                    served.add(connection.listenerName());
                    connection.output().write(connection.input().read());
                };
        try (var limited =
                LimitedServer.start(
                        atMost(1).withAtLimit(PATIENT), oneByte, listener(FRONT), listener(BACK))) {
            TestPeer inside = limited.peer(BACK);
            limited.awaitConnections(1);
            List<TestPeer> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(limited.queued().send("f").halfClose());
            }
            for (int i = 0; i < 4; i++) {
                waiting.add(limited.peer(BACK).send("b").halfClose());
            }
            Eventually.eventually().until(() -> limited.snapshot(BACK).queued() == 4);

            inside.send("!").expect("!").leave();

            for (TestPeer peer : waiting) {
                assertEquals(1, peer.receiveAll().length);
                peer.leave();
            }
            List<String> order = List.copyOf(served);
            assertEquals(25, order.size());
            assertTrue(order.lastIndexOf(BACK) <= 9, "not in turns: " + order);
        }
    }

    @Test
    void laterAndShorterTimeIsOverBeforeAnEarlierAndLongerOne() throws Exception {
        Limits limits = atMost(1).withAtLimit(PATIENT);
        try (var limited = LimitedServer.start(limits)) {
            TestPeer inside = limited.inside();
            TestPeer patient = limited.queued().send("patient");

            limited.server().limits(limits.withAtLimit(IMPATIENT));
            limited.peer().expect("busy, é\n").expectEnd();

            assertEquals(1, limited.snapshot(FRONT).queued());
            inside.leave();
            patient.expect("patient");
        }
    }

    @Test
    void peersInTheQueueComeFirstWhenItBecomesAHold() throws Exception {
        Limits limits = atMost(1).withAtLimit(PATIENT);
        try (var limited = LimitedServer.start(limits)) {
            TestPeer inside = limited.inside();
            TestPeer first = limited.queued().send("first");
            TestPeer second = limited.queued().send("second");

            limited.server().limits(limits.withAtLimit(AtLimit.HOLD));
            limited.awaitState(State.AT_LIMIT);
            TestPeer third = limited.peer().send("third");

            inside.leave();
            first.expect("first").leave();
            second.expect("second").leave();
            third.expect("third");
            assertEquals(1, limited.mostAtOnce());
        }
    }

    @Test
    void peersInTheQueueStayWhenFurtherOnesAreTurnedAway() throws Exception {
        Limits limits = atMost(1).withAtLimit(PATIENT);
        try (var limited = LimitedServer.start(limits)) {
            TestPeer inside = limited.inside();
            TestPeer first = limited.queued().send("first");

            limited.server().limits(limits.withAtLimit(AtLimit.reject("full")));
            TestPeer second = limited.peer().send("second");

            second.expect("full").expectEnd();
            inside.leave();
            first.expect("first");
            assertEquals(List.of(RejectReason.LIMIT), limited.awaitReasons(1));
        }
    }

    @Test
    void peersInTheQueueAreTurnedOutWhenTheServerCloses() throws Exception {
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(PATIENT))) {
            TestPeer inside = limited.inside();
            TestPeer waiting = limited.queued();
            Background closing = Background.start(limited.server()::close);

            waiting.expectEnd();

            inside.expectEnd().leave();
            closing.join();
            assertEquals(List.of(RejectReason.DRAINING), limited.awaitReasons(1));
        }
    }
}
