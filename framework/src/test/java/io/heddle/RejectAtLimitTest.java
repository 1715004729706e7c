package io.heddle;

import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RejectAtLimitTest {

    private static final String FAREWELL = "the house is full, thank you · 1024\n";
    private static final Limits ONE = atMost(1).withAtLimit(AtLimit.reject(FAREWELL));

    @Test
    void peerReadsTheFarewellAndTheEnd() throws Exception {
        try (var limited = LimitedServer.start(ONE)) {
            limited.inside();

            TestPeer rejected = limited.peer();

            rejected.expect(FAREWELL).expectEnd();
            Rejection rejection = limited.awaitRejections(1).getFirst();
            assertEquals(
                    new Rejection(FRONT, rejected.address(), RejectReason.LIMIT, null), rejection);
            assertEquals(1, limited.served());
        }
    }

    @Test
    void peerReadsTheEndAloneIfThereIsNoFarewell() throws Exception {
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(AtLimit.reject("")))) {
            limited.inside();

            limited.peer().send("hello").expectEnd();
        }
    }

    @Test
    void longestFarewellArrives() throws Exception {
        String longest = "x".repeat(1024);
        try (var limited = LimitedServer.start(atMost(1).withAtLimit(AtLimit.reject(longest)))) {
            limited.inside();

            limited.peer().send("hello").expect(longest).expectEnd();
        }
    }

    @Test
    void peerThatHasSentAlreadyIsNotReset() throws Exception {
        var request = new byte[16_000];
        try (var limited = LimitedServer.start(ONE)) {
            limited.inside();

            for (int i = 0; i < 200; i++) {
                limited.peer().send(request).expect(FAREWELL).expectEnd().leave();
            }
        }
    }

    @Test
    void peerThatGoesOnSendingIsNotReset() throws Exception {
        var part = new byte[1000];
        try (var limited = LimitedServer.start(ONE)) {
            limited.inside();
            TestPeer rejected = limited.peer();
            limited.awaitRejections(1);

            for (int i = 0; i < 50; i++) {
                rejected.send(part);
            }

            rejected.expect(FAREWELL).expectEnd();
        }
    }

    @Test
    void manyAtOnceAreAllTold() throws Exception {
        long before = Descriptors.open();
        try (var limited = LimitedServer.start(ONE)) {
            limited.inside();

            Crowd.of(
                    8,
                    member -> {
                        List<TestPeer> mine = new ArrayList<>();
                        for (int i = 0; i < 100; i++) {
                            mine.add(limited.peer().send("hello"));
                        }
                        for (TestPeer peer : mine) {
                            assertEquals(FAREWELL, new String(peer.receiveAll(), UTF_8));
                        }
                        mine.forEach(TestPeer::leave);
                    });

            assertEquals(800, limited.awaitReasons(800).size());
            assertEquals(1, limited.served());
        }
        Descriptors.awaitBackTo(before);
    }

    @Test
    void peerThatNeverClosesIsLetGo() throws Exception {
        try (var limited = LimitedServer.start(ONE)) {
            limited.inside();
            long before = Descriptors.open();

            List<TestPeer> staying = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                staying.add(limited.peer().expect(FAREWELL).expectEnd());
            }

            Descriptors.awaitBackTo(before + staying.size()); // ours are still open
        }
    }

    @Test
    @Timeout(20)
    void peerThatFloodsIsCutOff() throws Exception {
        var flood = new byte[100_000];
        try (var limited = LimitedServer.start(ONE)) {
            TestPeer inside = limited.inside();
            TestPeer rejected = limited.peer();

            assertThrows(UncheckedIOException.class, () -> sendForEver(rejected, flood));

            inside.echo("undisturbed");
        }
    }

    private static void sendForEver(TestPeer peer, byte[] bytes) {
        while (true) {
            peer.send(bytes);
        }
    }

    @Test
    void nextPeerGetsThePlaceThatIsFree() throws Exception {
        try (var limited = LimitedServer.start(ONE)) {
            TestPeer inside = limited.inside();
            limited.peer().expect(FAREWELL).expectEnd();

            inside.leave();
            limited.awaitConnections(0);
            limited.inside();
        }
    }

    @Test
    void peersWhomOneListenerHoldsComeBeforeThoseWhomAnotherTurnsAway() throws Exception {
        ListenerConfig holding =
                LimitedServer.listener(LimitedServer.BACK)
                        .withLimits(ListenerLimits.NONE.withAtLimit(AtLimit.HOLD));
        try (var limited = LimitedServer.start(ONE, LimitedServer.listener(FRONT), holding)) {
            TestPeer inside = limited.inside();
            TestPeer held = limited.peer(LimitedServer.BACK).send("held");
            Eventually.eventually()
                    .until(() ->
                            limited.snapshot(LimitedServer.BACK).state()
                                    == ListenerSnapshot.State.AT_LIMIT);
            limited.peer().expect(FAREWELL).expectEnd();

            inside.leave();

            held.expect("held");
            limited.peer().expect(FAREWELL).expectEnd();
        }
    }
}
