package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StrayInterruptTest {

    private static final int INTERRUPTS = 10_000;

    @Test
    void losesNoByteOfAHandlerThatGoesOn() throws Exception {
        byte[] bytes = BlockedWrite.pattern(50_000);
        var over = new AtomicBoolean();
        Probe<Integer> stubborn = Probe.of(StrayInterruptTest::echoInSpiteOfInterrupts);
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), stubborn);
                var peer = TestPeer.connect(server)) {
            Background stray =
                    Background.start(() -> {
                        for (int i = 0; i < INTERRUPTS; i++) {
                            stubborn.thread().interrupt();
                        }
                        over.set(true);
                    });

            while (!over.get()) {
                Background sending = Background.start(() -> peer.send(bytes));
                peer.expect(bytes);
                sending.join();
            }

            stray.join();
            peer.halfClose().expectEnd();
            assertTrue(stubborn.result() > 0);
            assertEquals(server.bytesIn(), server.bytesOut());
        }
    }

    /// Returns how often it was interrupted.
    private static int echoInSpiteOfInterrupts(Connection connection) throws IOException {
        int interrupts = 0;
        while (true) {
            try {
                connection.input().transferTo(connection.output());
                return interrupts;
            } catch (ConnectionInterruptedException stray) {
                assertTrue(Thread.interrupted());
                interrupts++;
            }
        }
    }

    @Test
    void endsNoListener() throws Exception {
        ListenerConfig listener = ListenerConfig.on(TestPeer.loopback(0)).withName("bothered");
        var config =
                Servers.config()
                        .withListener(listener)
                        .withLimits(Limits.DEFAULT.withMaxConnections(3));
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            Thread acceptor = Threads.named("acceptor bothered");
            var over = new AtomicBoolean();
            Background stray =
                    Background.start(() -> {
                        while (!over.get()) {
                            acceptor.interrupt();
                        }
                    });

            Crowd.of(
                    6,
                    _ -> {
                        for (int i = 0; i < 100; i++) {
                            try (var peer = TestPeer.connect(server.addresses().getLast())) {
                                peer.echo("hello");
                            }
                        }
                    });

            over.set(true);
            stray.join();
            assertTrue(acceptor.isAlive());
        }
    }
}
