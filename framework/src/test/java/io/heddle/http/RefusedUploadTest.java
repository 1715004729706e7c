package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ServerConfig;
import io.heddle.TestPeer;
import io.heddle.tls.TestCertificates;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who sends all of an upload before it reads gets the answer by which it was refused, and no reset
/// ([RFC 9112 §9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)). `-Dheddle.runs=1000` is
/// the long form.
@Timeout(600)
class RefusedUploadTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 20);
    private static final int UPLOAD = 10_000_000;
    private static final byte[] BYTES = new byte[UPLOAD];
    private static final HttpLimits LIMITS = HttpLimits.DEFAULT.withBody(1_000_000);

    private static HttpServer start(HttpHandler handler) throws Exception {
        return HttpServer.start(HttpServers.config().withLimits(LIMITS), handler);
    }

    private static String upload(HttpServer server, String head) {
        try (var peer = TestPeer.connect(server.server())) {
            peer.send(head + "\r\n\r\n").send(BYTES).halfClose();
            return new String(peer.receiveAll(), ISO_8859_1);
        }
    }

    @Test
    void tooLargeUploadIsAnsweredEachTime() throws Exception {
        try (var server = start(HttpServers.MIRROR)) {
            for (int i = 0; i < RUNS; i++) {
                String answer =
                        upload(server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + UPLOAD);

                assertEquals("413", statuses(answer));
                assertTrue(answer.endsWith("the content has more than 1000000 bytes\n"), answer);
            }
        }
    }

    @Test
    void tooLargeUploadIsAnsweredWithTlsToo(@TempDir Path folder) throws Exception {
        TestCertificates own = TestCertificates.make(folder);
        HttpConfig config =
                HttpConfig.on(ServerConfig.on(own.listener()).withObservers(List.of()))
                        .withLimits(LIMITS);
        byte[] head =
                HttpServers.wire("POST / HTTP/1.1\nHost: a\nContent-Length: " + UPLOAD + "\n\n");
        try (var server = HttpServer.start(config, HttpServers.MIRROR);
                Socket peer =
                        own.trust()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.getOutputStream().write(head);
            peer.getOutputStream().write(BYTES);

            String answer = new String(peer.getInputStream().readAllBytes(), ISO_8859_1);

            assertEquals("413", statuses(answer));
        }
    }

    private static Stream<Arguments> refusals() {
        String post = "POST / HTTP/1.1\r\nHost: a\r\n";
        HttpHandler unauthorized =
                _ -> {
                    throw new HttpException(401, "who are you?")
                            .withField("WWW-Authenticate", "Basic");
                };
        return Stream.of(
                Arguments.of("400", post + "Bad Field: x\r\n", HttpServers.MIRROR),
                Arguments.of("431", post + "A: b\r\n".repeat(101), HttpServers.MIRROR),
                Arguments.of("401", post + "Content-Length: 900000", unauthorized),
                Arguments.of("400", post + "Transfer-Encoding: chunked", HttpServers.MIRROR),
                Arguments.of("413", post + "Content-Length: 99999999999", HttpServers.MIRROR));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalIsReadWhateverIsStillSent(String status, String head, HttpHandler handler)
            throws Exception {
        try (var server = start(handler)) {
            assertEquals(status, statuses(upload(server, head)));
        }
    }

    @Test
    void peerThatGoesOnForeverIsCutOff() throws Exception {
        try (var server = start(HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n");

            assertEquals("413", statuses(new String(peer.receiveAll(), ISO_8859_1)));
        }
    }
}
