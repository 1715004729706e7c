package io.heddle.loadtest.client.fanout;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Targets;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FanoutEngineTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int HONEST = 20;

    @ParameterizedTest
    @CsvSource({
        "heddle, 8, 1",
        "heddle, 128, 20",
        "raw-vt, 70000, 3",
        "nio-reactor, 128, 20",
        "nio-reactor, 200000, 3",
        "netty-nio, 128, 20"
    })
    void everySubscriberGetsEveryPublication(String target, int bytes, int subscribers)
            throws Exception {
        try (var server = start(target);
                var load = LoadClient.open(load(address(server), bytes, subscribers))) {
            load.exchangeEach(7);

            var sample = load.sample();
            assertEquals(7L * subscribers, sample.due());
            assertEquals(7L * subscribers, sample.replies());
            assertEquals(7, sample.perConnection().min());
            assertEquals(7, sample.perConnection().max());
            assertEquals(7L * subscribers * (16 + bytes), sample.bytesReceived());
            assertEquals(0, sample.errors() + sample.timeouts());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"heddle", "nio-reactor"})
    void publishesWhenItIsDue(String target) throws Exception {
        try (var server = start(target);
                var load = LoadClient.open(load(address(server), 100, 5))) {
            load.arrive(Arrivals.constant(200, Duration.ofMillis(500)));
            load.start();
            var soFar = sampleUntilDue(load, 500);
            var last = load.finish();

            assertEquals(500, soFar.due() + last.due());
            assertEquals(500, soFar.replies() + last.replies());
        }
    }

    @Test
    void isCutByTheEndOfAWindow() throws Exception {
        try (var server = start("nio-reactor");
                var load = LoadClient.open(load(address(server), 100, 3))) {
            load.arrive(Arrivals.constant(1000, Duration.ofHours(1)));
            load.start();
            long soFar = await().until(() -> load.sample().replies(), replies -> replies > 0);
            var last = load.finish();

            assertTrue(soFar > 0);
            assertEquals(0, last.timeouts());
            load.exchangeEach(1); // nothing is under way any more
            assertEquals(3, load.sample().replies());
        }
    }

    @Test
    void publishesAsFastAsAcknowledged() throws Exception {
        try (var server = start("raw-vt");
                var load = LoadClient.open(load(address(server), 100, 3))) {
            load.start();
            await().until(() -> load.sample().perConnection().min() > 10);
            var last = load.finish();

            assertEquals(0, last.timeouts());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NONE", "LOSES", "LOSES_ONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesAHubThatCheats(CheatingHub.Cheat cheat) throws Exception {
        try (var hub = new CheatingHub(cheat, HONEST, true);
                var load = LoadClient.open(load(hub.address(), 100, 3))) {
            load.exchangeEach(HONEST);

            assertThrows(WrongReplyException.class, () -> load.exchangeEach(10));
        }
    }

    @Test
    void refusesAHubThatLosesOneOfMany() throws Exception {
        try (var hub = new CheatingHub(CheatingHub.Cheat.LOSES_ONE, 4, true);
                var load = LoadClient.open(load(hub.address(), 100, 2))) {
            var failure = assertThrows(WrongReplyException.class, () -> load.exchangeEach(10));

            assertTrue(failure.getMessage().contains("delivery 4: number"), failure.getMessage());
        }
    }

    @Test
    void countsWhatIsMissingInTheEndAsTimeouts() throws Exception {
        var quick = new Limits(Duration.ofMillis(300), Duration.ZERO, Duration.ofSeconds(5));
        try (var hub = new CheatingHub(CheatingHub.Cheat.LOSES, HONEST, true);
                var load = LoadClient.open(load(hub.address(), 100, 3).withLimits(quick))) {
            load.exchangeEach(HONEST);
            load.arrive(Arrivals.constant(100, Duration.ofMillis(95)));
            load.start();
            var soFar = sampleUntilDue(load, 30);
            var sample = load.finish();

            assertEquals(0, soFar.replies() + sample.replies());
            assertEquals(30, soFar.due());
            assertEquals(30, sample.timeouts());
            assertEquals(30, sample.response().getTotalCount());
            assertTrue(sample.response().getMinValue() >= 250_000_000L);
        }
    }

    @Test
    void countsWhatCouldNotBeWrittenAsTimeouts() throws Exception {
        // Time enough for what is written to be delivered.
        var quick = new Limits(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5));
        try (var hub = new CheatingHub(CheatingHub.Cheat.NONE, 0, false);
                var load = LoadClient.open(load(hub.address(), 100, 3).withLimits(quick))) {
            load.arrive(Arrivals.constant(100, Duration.ofMillis(95)));
            load.start();
            var soFar = sampleUntilDue(load, 30);
            var sample = load.finish();

            assertEquals(30, soFar.due());
            assertEquals(3, soFar.replies() + sample.replies());
            assertEquals(27, sample.timeouts());
            assertEquals(sample.replies() + 27, sample.response().getTotalCount());
            assertEquals(sample.replies(), sample.service().getTotalCount());
        }
    }

    @Test
    void failsWhenTheServerHasGone() throws Exception {
        var hub = new CheatingHub(CheatingHub.Cheat.NONE, 0, true);
        try (var load = LoadClient.open(load(hub.address(), 100, 3))) {
            load.start();
            hub.close();

            await().untilAsserted(() -> assertThrows(IOException.class, load::sample));
        }
    }

    @Test
    void needsRoomForTheTimeOfTheWrite() {
        var nowhere = new InetSocketAddress(LOOPBACK, 1);
        var failure =
                assertThrows(
                        IllegalArgumentException.class, () -> LoadClient.open(load(nowhere, 7, 1)));

        assertEquals(
                "the body of a publication must have at least 8 bytes, had 7",
                failure.getMessage());
    }

    private record SoFar(long due, long replies) {}

    private static SoFar sampleUntilDue(LoadClient load, long deliveries) {
        var sums = new long[2];
        await().until(() -> {
            var sample = load.sample();
            sums[0] += sample.due();
            sums[1] += sample.replies();
            return sums[0] >= deliveries;
        });
        return new SoFar(sums[0], sums[1]);
    }

    private static LoadSpec load(InetSocketAddress address, int bytes, int subscribers) {
        var engine =
                new EngineOptions(
                        EngineOptions.Kind.NIO,
                        1,
                        EngineOptions.Pacing.HYBRID,
                        false,
                        EngineOptions.Verification.FULL);
        var publish = new Operation(OperationKind.PUBLISH, 0, 0, bytes);
        return LoadSpec.echo(
                        new Endpoint(Protocol.BENCH, Transport.STREAM, address, ""),
                        1,
                        subscribers,
                        engine)
                .withMix(List.of(new Share(publish, 1)))
                .withLimits(
                        new Limits(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(5)));
    }

    private static RunningTarget start(String target) throws IOException {
        return Targets.named(target)
                .start(
                        new ListenOptions(
                                new InetSocketAddress(LOOPBACK, 0),
                                1,
                                64 * 1024,
                                Protocol.BENCH,
                                null,
                                Map.of()));
    }

    private static InetSocketAddress address(RunningTarget server) {
        return new InetSocketAddress(LOOPBACK, server.port());
    }
}
