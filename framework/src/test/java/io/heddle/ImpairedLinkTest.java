package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Streams over a bad line arrive whole, and nobody is taken for silent.
///
/// `-Dheddle.echoes=1000 -Dheddle.bytes=1048576` is the full form.
class ImpairedLinkTest {

    private static final int ECHOES = Integer.getInteger("heddle.echoes", 12);
    private static final int BYTES = Integer.getInteger("heddle.bytes", 16 * 1024);
    private static final int AT_ONCE = 50;
    private static final long BITS_PER_SECOND = 2_000_000;

    @Test
    void echoesArriveWhole() throws Exception {
        var timeouts = new AtomicInteger();
        var observer =
                new ServerObserver() {
                    @Override
                    public void timedOut(Connection connection, TimeoutPhase phase) {
                        timeouts.incrementAndGet();
                    }
                };
        try (var server = Servers.start(Servers.ECHO, observer);
                var link = ImpairedLink.to(server.addresses().getFirst(), BITS_PER_SECOND)) {

            assertTimeoutPreemptively(Duration.ofMinutes(15), () -> echoAll(link.address()));
        }
        assertEquals(0, timeouts.get());
    }

    private static void echoAll(InetSocketAddress address) throws Exception {
        try (ExecutorService peers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> echoes = new ArrayList<>();
            for (int i = 0; i < ECHOES; i++) {
                int seed = i;
                echoes.add(
                        peers.submit(() ->
                                echo(seed, new Socket(address.getAddress(), address.getPort()))));
            }
            for (Future<?> echo : echoes) {
                echo.get();
            }
        }
    }

    private static Void echo(int seed, Socket connected) throws Exception {
        var sent = new byte[BYTES];
        new Random(seed).nextBytes(sent);
        try (Socket socket = connected) {
            var writer =
                    Background.startVirtual(() -> {
                        socket.getOutputStream().write(sent);
                        socket.shutdownOutput();
                    });
            byte[] received = socket.getInputStream().readAllBytes();
            writer.join();
            assertArrayEquals(hash(sent), hash(received));
        }
        return null;
    }

    private static byte[] hash(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
