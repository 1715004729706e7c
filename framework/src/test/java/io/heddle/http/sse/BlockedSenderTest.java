package io.heddle.http.sse;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.DrainingException;
import io.heddle.Servers;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.TestPeer;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/// What a stop does to a call that sends while the peer does not read.
class BlockedSenderTest {

    private static final String GET = "GET / HTTP/1.0\n\n";
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String LARGE = "x".repeat(1 << 20); // more than kernels take in advance

    private final HttpConfig config = HttpConfig.on(Servers.configWithSmallBuffers());

    /// Waits until the sender has begun with what does not fit.
    private static void awaitBlockedSender(HttpServer server) {
        eventually()
                .until(() ->
                        server.server().openConnections().stream()
                                .anyMatch(connection -> connection.bytesOut() > 4096));
    }

    @Test
    void stopLetsASlowPeerHaveItsEvent() throws Exception {
        try (var server =
                        HttpServer.start(
                                config,
                                request ->
                                        EventStream.respond(
                                                request, stream -> stream.send(LARGE)));
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire(GET));
            awaitBlockedSender(server);
            Background stop =
                    Background.start(() -> assertEquals(0, server.shutdown(GRACE).forced().size()));
            eventually()
                    .until(() ->
                            server.server().openConnections().stream()
                                    .allMatch(connection -> connection.isDraining()));

            String answer = new String(peer.receiveAll(), UTF_8);

            peer.leave();
            stop.join();
            assertEquals(
                    "data: " + LARGE + "\n\n", answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }

    @Test
    void sendToAPeerThatDoesNotReadEndsWithTheFarewellOfAStop() throws Exception {
        var thrown = new LinkedBlockingQueue<IOException>();
        EventWriter flood =
                stream -> {
                    try {
                        stream.send(LARGE);
                    } catch (IOException e) {
                        thrown.add(e);
                        throw e;
                    }
                };
        var plan = ShutdownPlan.within(GRACE).withFarewell(GRACE.minusMillis(100));
        try (var server = HttpServer.start(config, request -> EventStream.respond(request, flood));
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire(GET));
            awaitBlockedSender(server);

            ShutdownReport report = server.shutdown(plan);

            assertEquals(0, report.forced().size());
            assertInstanceOf(DrainingException.class, thrown.element());
            assertTrue(report.took().compareTo(GRACE) < 0, report::toString);
        }
    }
}
