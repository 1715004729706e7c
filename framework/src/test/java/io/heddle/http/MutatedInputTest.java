package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests with something wrong in them, one connection each, leave a server as it was.
/// `-Dheddle.inputs=100000` is the long form.
@Timeout(3600)
class MutatedInputTest {

    private static final int INPUTS = Integer.getInteger("heddle.inputs", 1_000);
    private static final int BETWEEN_REQUESTS = 1_000;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static final List<byte[]> SEEDS =
            List.of(
                    bytes(GET),
                    bytes("GET /a/%41?b=c&d HTTP/1.1\r\nHost: [::1]:80\r\nA: b\r\n\r\n" + GET),
                    bytes("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + GET),
                    bytes(
                            "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n"
                                    + "3;x=y\r\nabc\r\n0\r\nA: b\r\n\r\n"
                                    + GET),
                    bytes("GET http://b/c HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + GET),
                    bytes("OPTIONS * HTTP/1.1\r\nHost: a\r\nUpgrade: x\r\n\r\n" + GET));

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void serverIsAsItWasAfterwards() throws Exception {
        var failures = new AtomicInteger();
        HttpConfig config =
                HttpServers.config()
                        .withObserver(
                                new HttpObserver() {
                                    @Override
                                    public void failed(Request request, Throwable failure) {
                                        failures.incrementAndGet();
                                    }
                                });
        var random = new SplittableRandom(9110);
        int answered = 0;
        int unanswered = 0;
        try (var server = HttpServer.start(config, HttpServers.MIRROR)) {
            for (int i = 0; i < INPUTS; i++) {
                byte[] input = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
                String answers = ask(server, input);
                if (statuses(answers).isEmpty()) {
                    unanswered++;
                } else {
                    answered++;
                }
                if (i % BETWEEN_REQUESTS == 0) {
                    assertEquals("200", statuses(ask(server, bytes(GET))), "after " + i);
                }
            }
            eventually().until(() -> server.server().openConnections().isEmpty());
        }

        System.out.printf("%d inputs: %d answered, %d not%n", INPUTS, answered, unanswered);
        assertEquals(0, failures.get());
        assertTrue(answered > unanswered);
    }

    private static String ask(HttpServer server, byte[] input) {
        try (var peer = TestPeer.connect(server.server())) {
            peer.send(input).halfClose();
            return new String(peer.receiveAll(), ISO_8859_1);
        } catch (UncheckedIOException reset) {
            throw new AssertionError(new String(input, ISO_8859_1), reset);
        }
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(20));
        var mutated = new ByteArrayOutputStream();
        mutated.write(bytes, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> mutated.write(random.nextInt(256));
            case 1 -> mutated.writeBytes(bytes("\r\n"));
            case 2 -> mutated.write(bytes, from, to - from); // twice
            case 3 -> mutated.writeBytes(bytes(" \t:;,0%\0".substring(random.nextInt(8))));
            default -> from = to; // missing
        }
        mutated.write(bytes, from, bytes.length - from);
        return mutated.size() == 0 ? bytes : mutated.toByteArray();
    }
}
