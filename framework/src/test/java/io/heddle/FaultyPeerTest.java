package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FaultyPeerTest {

    private static final byte[] MORE_THAN_BUFFERS_TAKE = new byte[16 * 1024 * 1024];

    @Test
    void letsSilentPeersWait() throws Exception {
        List<TestPeer> silent = new ArrayList<>();
        try (var server = Servers.echo()) {
            for (int i = 0; i < 100; i++) {
                silent.add(TestPeer.connect(server));
            }
            eventually().until(() -> server.connections() == 100);

            servesNewPeers(server, 20);

            eventually().until(() -> server.connections() == 100);
            silent.forEach(TestPeer::close);
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void servesPeersThatSendByteByByte() throws Exception {
        ConnectionHandler lines =
                connection -> {
                    var line = connection.input().readLine(100);
                    while (line != null) {
                        connection.output().write((line + "!").getBytes(UTF_8));
                        line = connection.input().readLine(100);
                    }
                };
        try (var server = Servers.start(lines);
                var peer = TestPeer.connect(server)) {

            for (char c : "one byte at a time\r\n".toCharArray()) {
                peer.send(String.valueOf(c));
            }

            peer.expect("one byte at a time!").halfClose().expectEnd();
        }
    }

    @Test
    void survivesPeersThatResetBeforeTheyAreAccepted() throws Exception {
        ServerConfig config = Servers.config().withLimits(Limits.DEFAULT.withMaxConnections(1));
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            try (var occupant = TestPeer.connect(server)) {
                occupant.echo("the only place is taken");

                for (int i = 0; i < 50; i++) {
                    TestPeer.connect(server).send("waiting in the backlog").reset();
                }
            }

            servesNewPeers(server, 20);
        }
    }

    @Test
    void survivesPeersThatResetWhileTheHandlerReads() throws Exception {
        var observer = new RecordingObserver();
        var handler = Probe.of(connection -> connection.input().read());
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            handler.awaitWaiting();

            peer.reset();

            handler.failure(PeerResetException.class);
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void survivesPeersThatResetInTheMiddleOfAWrite() throws Exception {
        var observer = new RecordingObserver();
        var handler = Probe.doing(connection -> connection.output().write(MORE_THAN_BUFFERS_TAKE));
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            BlockedWrite.awaitStuck(handler);

            peer.reset();

            handler.failure(PeerResetException.class);
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void survivesPeersThatResetAfterTheyEndedTheirStream() throws Exception {
        var observer = new RecordingObserver();
        var ended = new CountDownLatch(1);
        var handler =
                Probe.doing(connection -> {
                    assertEquals(0, connection.input().readAllBytes().length);
                    ended.countDown();
                    while (true) {
                        connection.output().write(MORE_THAN_BUFFERS_TAKE);
                    }
                });
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.halfClose();
            assertTrue(ended.await(10, TimeUnit.SECONDS));

            peer.reset();

            handler.failure(PeerResetException.class);
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
        }
    }

    @Test
    void survivesPeersThatVanishWithoutReading() throws Exception {
        ConnectionHandler talksWithoutEnd =
                connection -> {
                    while (true) {
                        connection.output().write(MORE_THAN_BUFFERS_TAKE);
                    }
                };
        var observer = new RecordingObserver();
        try (var server = Servers.start(talksWithoutEnd, observer)) {

            for (int i = 0; i < 20; i++) {
                TestPeer.connect(server).close();
            }

            observer.awaitClosed(20);
            assertEquals(Set.of(CloseReason.PEER_RESET), Set.copyOf(observer.reasons()));
        }
    }

    @Test
    void survivesAStormOfResets() throws Exception {
        try (var server = Servers.echo()) {
            servesNewPeers(server, 20);
            long descriptors = Descriptors.open();

            Crowd.of(
                    4,
                    member -> {
                        var random = new Random(member);
                        for (int i = 0; i < 500; i++) {
                            resetAtSomeStage(server, random.nextInt(4));
                        }
                    });

            servesNewPeers(server, 200);
            eventually().until(() -> server.connections() == 0);
            Descriptors.awaitBackTo(descriptors);
        }
    }

    private static void resetAtSomeStage(SocketServer server, int stage) {
        try (var peer = TestPeer.connect(server)) {
            switch (stage) {
                case 0 -> {} // at once, perhaps before it is accepted
                case 1 -> peer.send("x"); // with an echo under way
                case 2 -> peer.echo("hello");
                default -> peer.echo("hello").halfClose();
            }
            peer.reset();
        }
    }

    private static void servesNewPeers(SocketServer server, int count) {
        for (int i = 0; i < count; i++) {
            try (var peer = TestPeer.connect(server)) {
                peer.echo("new").halfClose().expectEnd();
            }
        }
    }
}
