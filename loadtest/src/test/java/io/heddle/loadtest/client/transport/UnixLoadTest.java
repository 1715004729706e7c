package io.heddle.loadtest.client.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnixLoadTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"NIO,64", "NIO,300000", "VT,64", "VT,300000"})
    void checksEveryByte(Kind engine, int bytes) throws Exception {
        try (var server = new UnixEchoServer(folder);
                var load = LoadClient.open(spec(server.address(), bytes, engine))) {
            load.exchangeEach(20);

            var sample = load.sample();
            assertEquals(60, sample.replies());
            assertEquals(60L * bytes, sample.bytesReceived());
            assertEquals(3, sample.connect().getTotalCount());
        }
    }

    @ParameterizedTest
    @CsvSource({"NIO,CLIENT", "NIO,SERVER", "NIO,RESET", "VT,CLIENT", "VT,SERVER", "VT,RESET"})
    void replacesConnectionsWhoeverClosesThem(Kind engine, ClosedBy closedBy) throws Exception {
        var lifetime = new Lifetime(2, closedBy, 0);
        try (var server = new UnixEchoServer(folder);
                var load =
                        LoadClient.open(
                                spec(server.address(), 64, engine).withLifetime(lifetime))) {
            load.exchangeEach(10);

            var sample = load.sample();
            assertEquals(30, sample.replies());
            assertEquals(0, sample.errors());
            assertTrue(sample.connect().getTotalCount() >= 15);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void saysWhereNobodyListens(Kind engine) {
        var nowhere = UnixDomainSocketAddress.of(folder.resolve("none"));

        assertThrows(IOException.class, () -> LoadClient.open(spec(nowhere, 64, engine)));
    }

    private static LoadSpec spec(SocketAddress address, int bytes, Kind engine) {
        var options = new EngineOptions(engine, 1, Pacing.HYBRID, false, Verification.FULL);
        return LoadSpec.echo(Endpoint.raw(address), bytes, 3, options);
    }
}
