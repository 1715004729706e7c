package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/// Interrupts in the calls of a server that wait for its connections.
final class InterruptedServer {

    private static final Duration LONG = Duration.ofSeconds(30);

    private InterruptedServer() {}

    /// It goes on, and the status is kept.
    static void inShutdown() throws Exception {
        try (var server = Servers.start(connection -> connection.input().readExactly(2));
                var peer = TestPeer.connect(server).send("x")) {
            eventually().until(() -> server.bytesIn() == 1);
            Background stopping =
                    Background.start(() -> {
                        Thread.currentThread().interrupt();
                        server.shutdown(LONG);
                        assertTrue(Thread.interrupted(), "interrupt status");
                    });
            eventually().until(() -> !server.isReady());
            stopping.thread().interrupt();
            assertEquals(1, server.connections());

            peer.send("x").expectEnd().leave();

            stopping.join();
            assertEquals(0, server.connections());
        }
    }

    static void inAwaitConnections() throws Exception {
        try (var server = Servers.echo();
                var peer = TestPeer.connect(server).echo("x")) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> server.awaitConnections(0, LONG));
            assertFalse(Thread.currentThread().isInterrupted());

            Background waiting =
                    Background.startVirtual(() ->
                                    assertThrows(
                                            InterruptedException.class,
                                            () -> server.awaitConnections(0, LONG)))
                            .awaitWaiting();
            waiting.thread().interrupt();
            waiting.join();

            peer.echo("still serving");
        }
    }

    static void inAccepting() throws Exception {
        ListenerConfig listener =
                ListenerConfig.on(TestPeer.loopback(0)).withName("interrupted one");
        ServerConfig config = Servers.config().withName("interrupted").withListener(listener);
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            Thread acceptor = Threads.named("acceptor interrupted one");

            for (int i = 0; i < 100; i++) {
                acceptor.interrupt();
                TestPeer.connect(server.addresses().getLast()).echo("hello").close();
            }

            assertTrue(acceptor.isAlive());
        }
    }

    static void inLingering() throws Exception {
        byte[] answer = BlockedWrite.pattern(100_000); // more than the peer's kernel takes
        Probe<Void> answers = Probe.doing(connection -> connection.output().write(answer));
        ServerConfig config = Servers.configWithLinger(Eventually.PATIENCE);
        try (var server = SocketServer.start(config, answers);
                var peer = TestPeer.withSmallBuffer(server)) {
            answers.result();
            Thread lingering = answers.thread();
            Probe.awaitWaiting(lingering);

            lingering.interrupt();

            eventually().until(() -> !lingering.isAlive() || waitsOn(lingering));
            peer.send("to a socket that must still be there");
            peer.expect(answer).expectEnd();
        }
    }

    private static boolean waitsOn(Thread thread) {
        return thread.getState() == Thread.State.WAITING && !thread.isInterrupted();
    }
}
