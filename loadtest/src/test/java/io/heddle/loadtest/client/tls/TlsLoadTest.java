package io.heddle.loadtest.client.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.client.Lifetime.ClosedBy;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.wire.Protocol;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsLoadTest {
    @TempDir static Path directory;

    @ParameterizedTest
    @CsvSource({
        "NIO,TLSv1.3,64",
        "NIO,TLSv1.3,300000",
        "NIO,TLSv1.2,64",
        "VT,TLSv1.3,64",
        "VT,TLSv1.3,300000",
        "VT,TLSv1.2,64"
    })
    void checksEveryByte(Kind engine, String protocol, int bytes) throws Exception {
        try (var server = TlsEchoServer.start(directory, protocol);
                var load = LoadClient.open(spec(server, bytes, engine))) {
            load.exchangeEach(20);

            var sample = load.sample();
            assertEquals(60, sample.replies());
            assertEquals(60L * bytes, sample.bytesReceived());
            assertEquals(3, sample.connect().getTotalCount());
        }
    }

    @ParameterizedTest
    @CsvSource({"NIO,CLIENT", "NIO,SERVER", "NIO,RESET", "VT,CLIENT", "VT,SERVER", "VT,RESET"})
    void shakesHandsForEachConnection(Kind engine, ClosedBy closedBy) throws Exception {
        try (var server = TlsEchoServer.start(directory, "TLSv1.3");
                var load =
                        LoadClient.open(
                                spec(server, 64, engine)
                                        .withLifetime(new Lifetime(2, closedBy, 0)))) {
            load.exchangeEach(10);

            var sample = load.sample();
            assertEquals(30, sample.replies());
            assertEquals(0, sample.errors());
            assertTrue(sample.connect().getTotalCount() >= 15);
        }
    }

    private static LoadSpec spec(TlsEchoServer server, int bytes, Kind engine) {
        var options = new EngineOptions(engine, 1, Pacing.HYBRID, false, Verification.FULL);
        return LoadSpec.echo(
                new Endpoint(Protocol.RAW, Transport.TLS, server.address(), ""), bytes, 3, options);
    }
}
