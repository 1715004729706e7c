package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Lifetime.ClosedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifetimeTest {
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(ClosedBy.class)
    void opensAConnectionForEachRequestThatIsDue(ClosedBy closedBy) throws Exception {
        try (var server = new TestServer(this::serve);
                var load =
                        LoadClient.open(
                                spec(server, 5)
                                        .withLifetime(new Lifetime(1, closedBy, 0))
                                        .withArrivals(
                                                Arrivals.constant(400, Duration.ofMillis(250))))) {
            await().until(() -> accepted.get() == 5);
            load.start();
            var replies = new long[2];

            await().until(() -> {
                var sample = load.sample();
                replies[0] += sample.replies();
                replies[1] += sample.connect().getTotalCount();
                return replies[0] == 100;
            });

            assertEquals(100, replies[1]);
            await().until(() -> accepted.get() == 105);
            await().until(() -> ended.get() + resets.get() == 105);
            assertEquals(closedBy == ClosedBy.RESET ? 105 : 0, resets.get());
        }
    }

    @ParameterizedTest
    @EnumSource(ClosedBy.class)
    void replacesConnectionsAfterTheirLastRequest(ClosedBy closedBy) throws Exception {
        try (var server = new TestServer(this::serve);
                var load =
                        LoadClient.open(
                                spec(server, 3)
                                        .withPipeline(2)
                                        .withLifetime(new Lifetime(4, closedBy, 0)))) {
            load.exchangeEach(20);

            assertEquals(60, load.sample().replies());
            // Each connection is replaced after its fourth, eighth, ... and twentieth request.
            await().until(() -> accepted.get() == 18);
        }
    }

    @Test
    void startsAgainWithFewerConnectionsThanRequests() throws Exception {
        try (var server = new TestServer(this::serve);
                var load =
                        LoadClient.open(
                                spec(server, 2)
                                        .withLifetime(new Lifetime(1, ClosedBy.CLIENT, 0)))) {
            load.arrive(Arrivals.constant(1000, Duration.ofMillis(50)));
            load.start();
            load.finish();
            load.arrive(Arrivals.closed());

            load.start();

            await().until(() -> load.sample().perConnection().min() > 0);
            assertEquals(0, load.finish().errors());
        }
    }

    @Test
    void opensConnectionsAtARate() throws Exception {
        long before = System.nanoTime();
        try (var server = new TestServer(this::serve);
                var load =
                        LoadClient.open(
                                spec(server, 21)
                                        .withLifetime(new Lifetime(0, ClosedBy.CLIENT, 50)))) {
            assertTrue(System.nanoTime() - before >= 300_000_000);
            assertEquals(21, load.sample().connect().getTotalCount());
        }
    }

    private LoadSpec spec(TestServer server, int connections) {
        return LoadSpec.echo(
                Endpoint.raw(server.address()), 64, connections, EngineOptions.loops(2));
    }

    private void serve(InputStream input, OutputStream output) throws IOException {
        accepted.incrementAndGet();
        try {
            input.transferTo(output);
            ended.incrementAndGet();
        } catch (IOException e) {
            resets.incrementAndGet();
        }
    }
}
