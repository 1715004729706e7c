package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {
    private static final List<Share> ALL =
            List.of(
                    new Share(Operation.echo(100), 1),
                    new Share(new Operation(OperationKind.DELAY, 1, 0, 0), 1),
                    new Share(new Operation(OperationKind.BYTES, 300, 0, 10), 1),
                    new Share(new Operation(OperationKind.SINK, 0, 0, 200_000), 1),
                    new Share(new Operation(OperationKind.BURN, 65_535, 0, 3), 1),
                    new Share(new Operation(OperationKind.BACKEND, 5, 255, 17), 1));

    @ParameterizedTest
    @EnumSource(Verification.class)
    void exchangesEveryOperationAtAnyDepth(Verification verification) throws Exception {
        var bench = new BenchServer();
        try (var server = new TestServer(bench::serve);
                var load =
                        LoadClient.open(
                                bench(server, 3, ALL)
                                        .withPipeline(7)
                                        .withEngine(options(2, verification)))) {
            load.exchangeEach(60);

            var sample = load.sample();
            assertEquals(180, sample.replies());
            assertEquals(0, sample.errors());
            for (var share : ALL) {
                assertTrue(bench.count(share.operation().kind()) > 0, share::toString);
            }
        }
    }

    @Test
    void understandsRepliesThatComeByteByByte() throws Exception {
        var bench = new BenchServer();
        var mix = List.of(ALL.get(0), ALL.get(1), new Share(Operation.echo(5), 1));
        try (var server =
                        new TestServer((input, output) -> bench.serve(input, byteByByte(output)));
                var load =
                        LoadClient.open(
                                bench(server, 2, mix)
                                        .withPipeline(3)
                                        .withEngine(options(1, Verification.FULL)))) {
            load.exchangeEach(20);

            assertEquals(40, load.sample().replies());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 15, 16, 17, 40})
    void understandsRawRepliesThatComeByteByByte(int bytes) throws Exception {
        try (var server = new TestServer((input, output) -> input.transferTo(byteByByte(output)));
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                bytes,
                                                2,
                                                options(1, Verification.FULL))
                                        .withPipeline(3))) {
            load.exchangeEach(20);

            assertEquals(40, load.sample().replies());
        }
    }

    @Test
    void drawsOperationsByTheirWeights() throws Exception {
        var bench = new BenchServer();
        var mix =
                List.of(
                        new Share(Operation.echo(10), 7),
                        new Share(new Operation(OperationKind.SINK, 0, 0, 10), 2),
                        new Share(new Operation(OperationKind.BURN, 1, 0, 10), 1));
        try (var server = new TestServer(bench::serve);
                var load = LoadClient.open(bench(server, 4, mix))) {
            load.exchangeEach(1000);

            // The draw is seeded, so that this cannot flake; five standard deviations are 145.
            assertEquals(2800, bench.count(OperationKind.ECHO), 145);
            assertEquals(800, bench.count(OperationKind.SINK), 127);
            assertEquals(400, bench.count(OperationKind.BURN), 95);
        }
    }

    @Test
    void keepsAsManyRequestsUnderWayAsItMay() throws Exception {
        int depth = 5;
        var unanswered = new AtomicInteger();
        try (var server =
                        new TestServer((input, output) -> {
                            input.readNBytes(64 * depth);
                            unanswered.addAndGet(depth);
                            input.transferTo(OutputStream.nullOutputStream());
                        });
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                64,
                                                2,
                                                EngineOptions.loops(1))
                                        .withPipeline(depth))) {
            load.start();

            await().until(() -> unanswered.get() == 2 * depth);

            assertEquals(2L * depth, load.sample().sendLag().getTotalCount());
        }
    }

    @Test
    void timesEachRequestOfAPipelineForItself() throws Exception {
        // The server answers the first of two at once, and the second only with the third.
        try (var server =
                        new TestServer((input, output) -> {
                            var two = input.readNBytes(2);
                            output.write(two, 0, 1);
                            var third = input.readNBytes(1);
                            awaitMillis(200);
                            output.write(two, 1, 1);
                            output.write(third);
                            input.transferTo(OutputStream.nullOutputStream());
                        });
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                1,
                                                1,
                                                EngineOptions.loops(1))
                                        .withPipeline(2))) {
            load.exchangeEach(3);

            var service = load.sample().service();
            assertEquals(3, service.getTotalCount());
            assertTrue(service.getValueAtPercentile(50) >= 190_000_000, service::toString);
            // However late the machine was with all of them, the first was earlier.
            long spread = service.getMaxValue() - service.getMinValue();
            assertTrue(spread >= 100_000_000, service::toString);
        }
    }

    @Test
    void refusesOperationsThatRawEchoCannotCarry() throws Exception {
        try (var server = TestServer.echo()) {
            var spec =
                    LoadSpec.echo(Endpoint.raw(server.address()), 64, 1, EngineOptions.loops(1))
                            .withMix(ALL);

            assertThrows(IllegalArgumentException.class, () -> LoadClient.open(spec));
        }
    }

    @Test
    void readsAndWritesAsSlowlyAsItIsTold() throws Exception {
        try (var server = TestServer.echo();
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                10_000,
                                                1,
                                                EngineOptions.loops(1))
                                        .withThrottle(new Throttle(100_000, 50_000)))) {
            load.exchangeEach(2);

            // 20,000 bytes at 50,000 a second; the reading goes on meanwhile.
            var sample = load.sample();
            assertTrue(sample.service().getMinValue() >= 150_000_000, sample::toString);
            assertEquals(20_000, sample.bytesReceived());
        }
    }

    private static LoadSpec bench(TestServer server, int connections, List<Share> mix) {
        return LoadSpec.echo(
                        new Endpoint(Protocol.BENCH, Transport.STREAM, server.address(), ""),
                        1,
                        connections,
                        EngineOptions.loops(2))
                .withMix(mix);
    }

    private static EngineOptions options(int loops, Verification verification) {
        return new EngineOptions(Kind.NIO, loops, Pacing.HYBRID, false, verification);
    }

    private static OutputStream byteByByte(OutputStream output) {
        return new OutputStream() {
            @Override
            public void write(int b) throws java.io.IOException {
                output.write(b);
            }
        };
    }

    private static void awaitMillis(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            java.util.concurrent.locks.LockSupport.parkNanos(left);
        }
    }
}
