package io.heddle.loadtest.client.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpLoadTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void asksForEveryOperation(Kind engine) throws Exception {
        var mix =
                List.of(
                        new Share(Operation.echo(20), 1),
                        new Share(Operation.echo(100_000), 1),
                        new Share(new Operation(OperationKind.DELAY, 1, 0, 20), 1),
                        new Share(new Operation(OperationKind.BYTES, 64, 0, 0), 1),
                        new Share(new Operation(OperationKind.SINK, 0, 0, 5_000), 1),
                        new Share(new Operation(OperationKind.BACKEND, 1, 2, 20), 1));
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "", engine).withMix(mix))) {
            load.exchangeEach(60);

            var sample = load.sample();
            assertEquals(240, sample.replies());
            assertEquals(0, sample.errors());
            assertEquals(60, sample.perConnection().min());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void asksAnyServerForAPath(Kind engine) throws Exception {
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "/chunked", engine))) {
            load.exchangeEach(20);

            assertEquals(80, load.sample().replies());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsToASchedule(Kind engine) throws Exception {
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "", engine))) {
            load.exchangeEach(5);
            load.arrive(Arrivals.constant(200, Duration.ofMillis(500)));
            load.start();

            var whole = finishAfter(load, 100);

            assertEquals(0, whole.errors());
            assertTrue(whole.response().getMaxValue() >= whole.service().getMinValue());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void replacesConnectionsThatTheServerEnds(Kind engine) throws Exception {
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "/last", engine))) {
            load.arrive(Arrivals.constant(200, Duration.ofMillis(200)));
            load.start();

            var whole = finishAfter(load, 40);

            assertEquals(0, whole.errors());
            assertTrue(whole.connect().getTotalCount() >= 20);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void countsRepliesOtherThanSuccessesAsErrors(Kind engine) throws Exception {
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "/busy", engine))) {
            load.arrive(Arrivals.constant(200, Duration.ofMillis(200)));
            load.start();

            long replies = 0;
            long errors = 0;
            while (replies + errors < 40) {
                var sample = load.sample();
                replies += sample.replies();
                errors += sample.errors();
            }

            assertEquals(20, replies);
            assertEquals(20, errors);
            assertEquals(0, load.finish().connect().getTotalCount());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesAPathWhoseLengthChanges(Kind engine) throws Exception {
        try (var server = HttpEchoServer.start();
                var load = LoadClient.open(spec(server, "/growing", engine))) {
            assertThrows(WrongReplyException.class, () -> load.exchangeEach(5));
        }
    }

    private static ClientSample finishAfter(LoadClient load, int replies) throws Exception {
        // The window that holds all: nothing is sampled before everything was sent and answered.
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        long seen = 0;
        ClientSample last = load.sample();
        var connect = last.connect().copy();
        var response = last.response().copy();
        var service = last.service().copy();
        long errors = last.errors();
        seen += last.replies();
        while (seen < replies && System.nanoTime() < end) {
            last = load.sample();
            seen += last.replies();
            errors += last.errors();
            connect.add(last.connect());
            response.add(last.response());
            service.add(last.service());
        }
        assertEquals(replies, seen);
        last = load.finish();
        return new ClientSample(
                1,
                seen,
                seen,
                errors + last.errors(),
                0,
                0,
                0,
                response,
                service,
                last.sendLag(),
                connect,
                last.firstByte(),
                last.perConnection(),
                0,
                0);
    }

    private static LoadSpec spec(HttpEchoServer server, String path, Kind engine) {
        var options = new EngineOptions(engine, 1, Pacing.HYBRID, false, Verification.FULL);
        var endpoint = new Endpoint(Protocol.HTTP, Transport.STREAM, server.address(), path);
        return LoadSpec.echo(endpoint, 20, 4, options);
    }
}
