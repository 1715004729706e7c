package io.heddle.http;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ChildJvm;
import io.heddle.Crowd;
import io.heddle.TestPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A process that gets SIGTERM answers what is at work, says that it is the last, and ends.
/// `-Dheddle.runs=100 -Dheddle.clients=300` is the long form.
@Timeout(900)
@DisabledOnOs(OS.WINDOWS)
class HttpSignalTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 2);
    private static final int CLIENTS = Integer.getInteger("heddle.clients", 50);

    @Test
    void signalLosesNoRequestAtWork() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            try (var server = ChildJvm.start(HttpServerProcess.class, "-Dclients=" + CLIENTS)) {
                int port = Integer.parseInt(server.awaitLine("port "));
                Background signal =
                        Background.start(() -> {
                            server.awaitLine("at work");
                            server.handle().destroy();
                        });
                Crowd.of(CLIENTS, _ -> ask(port));
                signal.join();

                assertEquals(0, server.awaitStatus());
            }
        }
    }

    private static void ask(int port) {
        try (var peer = TestPeer.connect(TestPeer.loopback(port))) {
            peer.send(wire("GET / HTTP/1.1\nHost: a\n\n"));

            String answer = new String(peer.receiveAll(), ISO_8859_1);

            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertTrue(answer.endsWith("hello"), answer);
        }
    }
}
