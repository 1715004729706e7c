package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Eventually;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.TestPeer;
import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer that ends its stream behind its request gets all of the answer. `-Dheddle.runs=1000` is
/// the long form.
@Timeout(600)
class HttpHalfCloseTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 20);
    private static final int CONTENT = 200_000;

    @TempDir static Path folder;
    private static TestCertificates own;

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    private static HttpServer start(boolean tls) throws IOException {
        ListenerConfig listener = ListenerConfig.on(TestPeer.loopback(0));
        ServerConfig config =
                ServerConfig.on(
                                tls
                                        ? listener.withTransport(TlsTransport.of(own.context()))
                                        : listener)
                        .withObservers(List.of());
        return HttpServer.start(HttpConfig.on(config), HttpHalfCloseTest::answer);
    }

    private static Response answer(Request request) throws IOException {
        byte[] content = request.content().readAllBytes();
        byte[] answer = content.length == 0 ? new byte[CONTENT] : content;
        return Response.bytes("a/b", answer);
    }

    private static Socket connect(HttpServer server, boolean tls) throws IOException {
        Socket socket =
                tls
                        ? own.trust()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), server.port())
                        : new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) Eventually.PATIENCE.toMillis());
        return socket;
    }

    private static void ask(HttpServer server, boolean tls, byte[] request) throws IOException {
        try (Socket socket = connect(server, tls)) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();

            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertEquals(CONTENT, answer.length() - answer.indexOf("\r\n\r\n") - 4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerIsWholeForGet(boolean tls) throws Exception {
        try (var server = start(tls)) {
            for (int i = 0; i < RUNS; i++) {
                ask(server, tls, HttpServers.wire("GET / HTTP/1.1\nHost: a\n\n"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerIsWholeForAnUpload(boolean tls) throws Exception {
        String head = "POST / HTTP/1.1\nHost: a\nContent-Length: " + CONTENT + "\n\n";
        byte[] request = HttpServers.wire(head + "x".repeat(CONTENT));
        try (var server = start(tls)) {
            for (int i = 0; i < RUNS; i++) {
                ask(server, tls, request);
            }
        }
    }
}
