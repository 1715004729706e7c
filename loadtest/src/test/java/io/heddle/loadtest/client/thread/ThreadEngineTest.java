package io.heddle.loadtest.client.thread;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Throttle;
import io.heddle.loadtest.client.WrongReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadEngineTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void runsClosedLoopsUntilFinished() throws Exception {
        try (var server = Peer.start(InputStream::transferTo);
                var load = LoadClient.open(spec(server).withConnections(5))) {
            load.start();
            var least = new long[1];
            await().until(() -> (least[0] += load.sample().perConnection().min()) > 20);
            load.finish();

            var quiet = load.sample();
            assertEquals(0, quiet.replies());
            assertEquals(0, quiet.meanInFlight());
            load.start();
            await().until(() -> load.sample().replies() > 0);
        }
    }

    @Test
    void takesRequestsFromOneSchedule() throws Exception {
        try (var server = Peer.start(InputStream::transferTo);
                var load = LoadClient.open(spec(server).withConnections(3))) {
            load.exchangeEach(3);
            load.arrive(Arrivals.constant(500, Duration.ofMillis(400)));
            load.start();
            var seen = new long[2];

            await().until(() -> {
                var sample = load.sample();
                seen[0] += sample.due();
                seen[1] += sample.replies();
                return seen[1] == 200;
            });

            assertEquals(200, seen[0]);
            assertEquals(0, load.finish().replies());
        }
    }

    @Test
    void countsFromWhenARequestWasDue() throws Exception {
        // One connection whose first reply takes 300 ms: what was due meanwhile has waited.
        try (var server =
                        Peer.start((in, out) -> {
                            var first = in.readNBytes(64);
                            Peer.pause(300);
                            out.write(first);
                            in.transferTo(out);
                        });
                var load = LoadClient.open(spec(server).withConnections(1))) {
            load.arrive(Arrivals.constant(100, Duration.ofMillis(200)));
            load.start();
            // The first reply comes after the last request was due.
            Peer.pause(300);

            var sample = load.finish();

            assertEquals(20, sample.replies());
            assertTrue(sample.response().getMinValue() > 90_000_000);
            assertTrue(sample.service().getValueAtPercentile(50) < 90_000_000);
        }
    }

    @Test
    void recordsTimeoutsWithTheirTimeAndConnectsAgain() throws Exception {
        try (var server = Peer.start((in, _) -> in.transferTo(OutputStream.nullOutputStream()));
                var load = LoadClient.open(spec(server, Duration.ofMillis(100)))) {
            load.start();
            var timeouts = new long[1];
            await().until(() -> {
                var sample = load.sample();
                assertEquals(sample.timeouts(), sample.service().getTotalCount());
                assertTrue(sample.timeouts() == 0 || sample.service().getMinValue() > 99_000_000);
                timeouts[0] += sample.timeouts();
                return timeouts[0] >= 6;
            });
        }
    }

    @Test
    void finishesThoughTheServerIsSilent() throws Exception {
        try (var server = Peer.start((in, _) -> in.transferTo(OutputStream.nullOutputStream()));
                var load = LoadClient.open(spec(server, Duration.ofMillis(200)))) {
            load.arrive(Arrivals.constant(1_000, Duration.ofMinutes(10)));
            load.start();
            await().until(() -> load.sample().due() > 0);

            var last = load.finish();

            assertTrue(last.timeouts() > 0);
            assertEquals(0, load.sample().meanInFlight(), 1e-9);
        }
    }

    @Test
    void countsFailedConnectionsAndReplacesThem() throws Exception {
        try (var server = Peer.start((in, out) -> out.write(in.readNBytes(64)));
                var load = LoadClient.open(spec(server))) {
            load.start();
            var seen = new long[2];
            await().until(() -> {
                var sample = load.sample();
                seen[0] += sample.replies();
                seen[1] += sample.errors();
                return seen[0] > 5 && seen[1] > 5;
            });

            assertThrows(
                    IOException.class,
                    () -> {
                        load.finish();
                        load.exchangeEach(2);
                    });
        }
    }

    @Test
    void endsWithTheFirstWrongReply() throws Exception {
        try (var server = Peer.start((_, out) -> out.write(new byte[64]));
                var load = LoadClient.open(spec(server))) {
            assertThrows(WrongReplyException.class, () -> load.exchangeEach(1));
            assertThrows(WrongReplyException.class, load::sample);
        }
    }

    @Test
    void closesWhileRequestsAreUnderWay() throws Exception {
        try (var server = Peer.start((in, _) -> in.transferTo(OutputStream.nullOutputStream()))) {
            var load = LoadClient.open(spec(server, LONG));
            load.start();
            await().until(() -> load.sample().due() > 0 || server.accepted() == 2);

            load.abort();
            load.close();

            await().untilAsserted(() -> assertEquals(2, server.ended()));
        }
    }

    @Test
    void refusesWhatEventLoopsAloneCanDo() throws Exception {
        try (var server = Peer.start(InputStream::transferTo)) {
            var pipeline =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> LoadClient.open(spec(server).withPipeline(2)));
            var throttle =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> LoadClient.open(spec(server).withThrottle(new Throttle(9, 0))));

            assertTrue(pipeline.getMessage().contains("pipeline was 2"), pipeline.getMessage());
            assertTrue(throttle.getMessage().contains("throttle"), throttle.getMessage());
        }
    }

    @Test
    void doesNotOpenWithoutAServer() throws Exception {
        var options = new EngineOptions(Kind.VT, 1, Pacing.HYBRID, false, Verification.FULL);
        try (var bound = new Socket()) { // so that nobody else may listen there
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var nobody = new InetSocketAddress(bound.getLocalAddress(), bound.getLocalPort());
            var spec = LoadSpec.echo(Endpoint.raw(nobody), 64, 2, options);

            var failure = assertThrows(IOException.class, () -> LoadClient.open(spec));

            assertFalse(failure instanceof WrongReplyException);
        }
    }

    private static LoadSpec spec(Peer server) throws IOException {
        return spec(server, LONG);
    }

    private static LoadSpec spec(Peer server, Duration timeout) throws IOException {
        var options = new EngineOptions(Kind.VT, 1, Pacing.HYBRID, false, Verification.FULL);
        return LoadSpec.echo(Endpoint.raw(server.address()), 64, 2, options)
                .withLimits(new Limits(timeout, Duration.ZERO, LONG));
    }
}
