package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A server whose answers take one of four times, with known shares.
final class JitterPart implements Part {
    private static final double RATE = 200;
    private static final int CONNECTIONS = 96;
    private static final List<Step> STEPS =
            List.of(
                    new Step(50, 50, 25),
                    new Step(150, 30, 65),
                    new Step(300, 14, 87),
                    new Step(600, 6, 97));

    /// @param millis the time of these answers
    /// @param percent how many answers take it
    /// @param percentile one that lies well within this step
    private record Step(int millis, int percent, double percentile) {}

    @Override
    public String name() {
        return "jitter";
    }

    @Override
    public String proves() {
        return "percentiles are those of the server's own delays";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var run = bench.effort().jitter();
        try (var server = bench.reference(Protocol.BENCH)) {
            var load = bench.load(server, Protocol.BENCH, CONNECTIONS);
            bench.warmUp(server, load);
            var window =
                    bench.measure(
                            server,
                            load.withMix(STEPS.stream().map(JitterPart::share).toList())
                                    .withArrivals(Arrivals.constant(RATE, run)),
                            run,
                            List.of());
            return judge(Times.response(window));
        }
    }

    private static List<Reading> judge(Times response) {
        var readings = new ArrayList<Reading>();
        for (var step : STEPS) {
            readings.add(
                    Reading.near(
                            "response p%.0f".formatted(step.percentile),
                            step.millis,
                            response.millis(step.percentile),
                            Tolerance.millis(step.millis)));
        }
        return readings;
    }

    private static Share share(Step step) {
        return new Share(new Operation(OperationKind.DELAY, step.millis, 0, 32), step.percent);
    }
}
