package io.heddle.loadtest.client.websocket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.client.http.HttpEchoServer;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WebSocketLoadTest {
    @ParameterizedTest
    @CsvSource({"NIO,1", "NIO,300", "NIO,150000", "VT,1", "VT,300", "VT,150000"})
    void echoesAndAnswersPings(Kind engine, int bytes) throws Exception {
        try (var server = WebSocketEchoServer.start(Long.MAX_VALUE);
                var load = LoadClient.open(spec(server.address(), bytes, engine))) {
            load.exchangeEach(30);

            assertEquals(90, load.sample().replies());
            await().untilAsserted(() -> assertEquals(90, server.pongs()));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void replacesConnectionsThatTheServerCloses(Kind engine) throws Exception {
        try (var server = WebSocketEchoServer.start(2);
                var load = LoadClient.open(spec(server.address(), 20, engine))) {
            load.arrive(Arrivals.constant(100, Duration.ofMillis(300)));
            load.start();

            var ended = new long[1];
            await().until(() -> {
                var sample = load.sample();
                ended[0] += sample.replies() + sample.errors();
                return ended[0] >= 30;
            });
        }
    }

    @Test
    void refusesAServerThatDoesNotUpgrade() throws Exception {
        try (var server = HttpEchoServer.start()) {
            assertThrows(
                    IOException.class, () -> LoadClient.open(spec(server.address(), 20, Kind.NIO)));
            assertThrows(
                    IOException.class, () -> LoadClient.open(spec(server.address(), 20, Kind.VT)));
        }
    }

    private static LoadSpec spec(InetSocketAddress server, int bytes, Kind engine) {
        var options = new EngineOptions(engine, 1, Pacing.HYBRID, false, Verification.FULL);
        var endpoint = new Endpoint(Protocol.WEBSOCKET, Transport.STREAM, server, "/nowhere");
        return LoadSpec.echo(endpoint, bytes, 3, options);
    }
}
