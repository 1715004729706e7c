package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObserverTest {

    @Test
    void isToldInOrder() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, observer);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello").halfClose().expectEnd();
            observer.awaitClosed(1);
        }

        assertEquals(
                List.of("started", "accepted 1", "closed 1 COMPLETED", "stopped"),
                observer.events());
    }

    @Test
    void isToldOfOneEndForEachStart() throws Exception {
        var observer = new RecordingObserver();
        ConnectionHandler moody =
                connection -> {
                    switch (connection.input().read()) {
                        case 'a' -> connection.abort();
                        case 'c' -> connection.close();
                        case 'f' -> throw new IllegalStateException("on purpose");
                        default -> connection.input().readExactly(1);
                    }
                };
        try (var server = Servers.start(moody, observer)) {

            Crowd.of(
                    4,
                    member -> {
                        var random = new Random(member);
                        for (int i = 0; i < 250; i++) {
                            try (var peer = TestPeer.connect(server)) {
                                peer.send("acfx".charAt(random.nextInt(4)) + "");
                                if (random.nextBoolean()) {
                                    peer.reset();
                                }
                            }
                        }
                    });

            eventually().until(() -> observer.accepted().size() + observer.rejections() == 1_000);
            eventually().until(() -> server.connections() == 0);
        }
        List<Long> started = observer.accepted().stream().map(Connection::id).sorted().toList();
        List<Long> ended =
                observer.events().stream()
                        .filter(event -> event.startsWith("closed"))
                        .map(event -> Long.valueOf(event.split(" ", -1)[1]))
                        .sorted()
                        .toList();
        assertEquals(1_000, started.size() + observer.rejections());
        assertEquals(started, ended);
        assertEquals("stopped", observer.events().getLast());
    }

    @Test
    void isToldOnceThatTheServerStartedAndStopped() throws Exception {
        for (int i = 0; i < 10; i++) {
            var observer = new RecordingObserver();

            Servers.start(Servers.ECHO, observer).close();

            assertEquals(List.of("started", "stopped"), observer.events());
        }
    }

    @Test
    void seesBytesAsTheyFlow() throws Exception {
        var handler = Probe.doing(Servers.ECHO);
        try (var server = Servers.start(handler);
                var peer = TestPeer.connect(server)) {
            for (int i = 1; i <= 5; i++) {
                peer.echo("hello");

                long expected = i * 5L;
                assertEquals(expected, server.bytesIn());
                eventually().until(() -> server.bytesOut() == expected);
                assertEquals(expected, handler.connection().bytesIn());
                eventually().until(() -> handler.connection().bytesOut() == expected);
                assertEquals(1, server.connections());
            }
        }
    }

    @Test
    void seesTheBytesOfAWriteThatIsStillUnderWay() throws Exception {
        var handler = Probe.doing(connection -> connection.output().write(new byte[9_000_000]));
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), handler);
                var peer = TestPeer.withSmallBuffer(server)) {

            BlockedWrite.awaitStuck(handler);

            assertTrue(server.bytesOut() > 0);
            assertTrue(server.bytesOut() < 9_000_000);
            peer.reset();
        }
    }

    @Test
    void mayAskAConnectionAfterItsEnd() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, observer);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello").halfClose().expectEnd();
            observer.awaitClosed(1);

            Connection ended = observer.accepted().getFirst();

            assertEquals(peer.address(), ended.peerAddress());
            assertEquals(server.addresses().getFirst(), ended.localAddress());
            assertEquals(5, ended.bytesIn());
            assertEquals(5, ended.bytesOut());
        }
    }

    @Test
    void doesNoHarmWhenItThrows() throws Exception {
        var after = new RecordingObserver();
        ServerConfig config =
                Servers.config().withObserver(new ThrowingObserver()).withObserver(after);
        ConnectionHandler echoThenFail =
                connection -> {
                    Servers.ECHO.handle(connection);
                    throw new IllegalStateException("on purpose");
                };
        try (var server = SocketServer.start(config, echoThenFail)) {
            for (int i = 0; i < 3; i++) {
                try (var peer = TestPeer.connect(server)) {
                    peer.echo("hello").halfClose().expectEnd();
                }
                after.awaitClosed(i + 1);
            }
        }

        assertEquals(3, after.failures().size());
        assertEquals("started", after.events().getFirst());
        assertEquals("stopped", after.events().getLast());
        assertEquals(11, after.events().size());
    }

    private static final class ThrowingObserver implements ServerObserver {

        @Override
        public void started(SocketServer server) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void stopped(SocketServer server) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void accepted(Connection connection) {
            throw new StackOverflowError("on purpose");
        }

        @Override
        public void failed(Connection connection, Throwable failure) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void closed(Connection connection, CloseReason reason) {
            throw new OutOfMemoryError("on purpose");
        }
    }
}
