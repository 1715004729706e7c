package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import io.heddle.loadtest.client.Arrivals.Stage;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Many requests due at once, now and again, on few connections of a slow server: a stair.
///
/// The first of them are answered after one delay, as many more after two, and so on, while each
/// alone was answered after one.
final class BurstPart implements Part {
    private static final int CONNECTIONS = 8;
    private static final int STEPS = 4;
    private static final int DELAY_MILLIS = 100;
    // One alone would be the machine's whim: the steps of three are looked at together.
    private static final int BURSTS = 3;
    private static final int APART_MILLIS = DELAY_MILLIS * (STEPS + 1);
    private static final int ALL = CONNECTIONS * STEPS * BURSTS;
    private static final int BEGINNING_MILLIS = 50;
    private static final Duration RUN = Duration.ofMillis(BEGINNING_MILLIS + APART_MILLIS * BURSTS);

    @Override
    public String name() {
        return "burst";
    }

    @Override
    public String proves() {
        return "requests that wait for a free connection are timed from when they were due";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        try (var server = bench.reference(Protocol.BENCH)) {
            var load = bench.load(server, Protocol.BENCH, CONNECTIONS);
            bench.warmUp(server, load);
            var delay = new Operation(OperationKind.DELAY, DELAY_MILLIS, 0, 32);
            var arrivals =
                    new Open(List.of(new Stage(RUN, 0, 0)), Distribution.UNIFORM, 0, bursts());
            var window =
                    bench.measure(
                            server,
                            load.withMix(List.of(new Share(delay, 1))).withArrivals(arrivals),
                            RUN,
                            List.of());
            var response = Times.response(window);
            var service = Times.service(window);
            var readings = new ArrayList<Reading>();
            readings.add(Reading.exactly("answered", ALL, (double) response.count(), "requests"));
            for (int step = 1; step <= STEPS; step++) {
                double truth = step * DELAY_MILLIS;
                readings.add(
                        Reading.near(
                                "response, step " + step,
                                truth,
                                response.millis((step - 0.5) * 100 / STEPS),
                                Tolerance.millis(truth)));
            }
            readings.add(
                    Reading.near(
                            "service p50",
                            DELAY_MILLIS,
                            service.millis(50),
                            Tolerance.millis(DELAY_MILLIS)));
            return readings;
        }
    }

    private static List<Burst> bursts() {
        return IntStream.range(0, BURSTS)
                .mapToLong(burst -> BEGINNING_MILLIS + (long) burst * APART_MILLIS)
                .mapToObj(at -> new Burst(Duration.ofMillis(at), CONNECTIONS * STEPS))
                .toList();
    }
}
