package io.heddle.loadtest.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.wire.Protocol;
import io.heddle.testing.Leak;
import io.heddle.testing.MayLeak;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every target does that echoes bytes.
class RawTargetsTest {
    private static final int BODY_BYTES = 3_000_000;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LOOPS = 2;

    static Stream<Target> targets() {
        return Targets.all().stream()
                .filter(target -> target.protocols().contains(Protocol.RAW))
                .filter(target -> target.unavailable().isEmpty())
                .filter(target -> !target.name().equals("null"))
                .filter(Targets::isBuiltIn);
    }

    @ParameterizedTest
    @MethodSource("targets")
    @MayLeak(value = Leak.THREAD, because = "libraries keep threads of their own")
    void returnsEveryByteInOrderAndSeesTheEnd(Target target) throws Exception {
        var anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
        var options =
                new ListenOptions(
                        anyPort,
                        LOOPS,
                        ListenOptions.LARGEST_BUFFER_BYTES,
                        Protocol.RAW,
                        null,
                        Map.of());
        var body = new byte[BODY_BYTES];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ((i * 31) >> 3);
        }

        try (var server = target.start(options);
                var socket = new Socket(anyPort.getAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var sent = CompletableFuture.runAsync(() -> send(socket, body));

            assertArrayEquals(body, socket.getInputStream().readNBytes(body.length));

            sent.join();
            socket.shutdownOutput();
            assertEquals(-1, socket.getInputStream().read());
            assertEquals("true", server.settings().get("nodelay"));
        }
    }

    private static void send(Socket socket, byte[] body) {
        try {
            socket.getOutputStream().write(body);
        } catch (IOException e) {
            throw new AssertionError("the server takes no more", e);
        }
    }
}
