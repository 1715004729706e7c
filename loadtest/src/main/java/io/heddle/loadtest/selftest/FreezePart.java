package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.measure.Injection;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An open loop through a freeze of a known length.
///
/// Requests due at the offset `a` of a freeze of length F wait for its rest, F - a, and then for
/// those before them, which leave at the server's capacity: F - a (1 - rate / capacity) in all. So
/// the share of a run of length T that waits longer than x is (F - x) / (T (1 - rate / capacity)).
final class FreezePart implements Part {
    private static final double RATE = 1000;
    // One request of each connection is sent before the server stands still, and so has a long
    // service time: fewer than one in a hundred, so that they stay above p99.
    private static final double CONNECTIONS_PER_SECOND = 6.4;
    private static final double OMITTED_SHARE = 0.1;

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public String proves() {
        return "response times tell how long requests waited for a server that stood still";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var run = bench.effort().freezeRun();
        int connections = (int) Math.round(CONNECTIONS_PER_SECOND * seconds(run));
        try (var server = bench.reference(Protocol.RAW)) {
            var load = bench.load(server, Protocol.RAW, connections);
            double capacity = bench.warmUp(server, load);
            var freeze = new Injection(run.dividedBy(3), bench.effort().freeze());
            try (var watch = FreezeWatch.of(server.pid().orElseThrow())) {
                var window =
                        bench.measure(
                                server,
                                load.withArrivals(Arrivals.constant(RATE, run)),
                                run,
                                List.of(freeze));
                double still = watch.end();
                var readings = new ArrayList<Reading>();
                readings.add(
                        Reading.shown(
                                "stood still",
                                still,
                                "ms",
                                "%.0f/s on %d connections, the server answers about %.0f/s"
                                        .formatted(RATE, connections, capacity)));
                readings.addAll(
                        judge(
                                Times.response(window),
                                Times.service(window),
                                still,
                                seconds(run) * 1e3 * (1 - Math.min(RATE / capacity, 0.9))));
                return readings;
            }
        }
    }

    /// @param still the length of the freeze, in milliseconds
    /// @param run the length of the run, corrected for the time it takes to catch up
    static List<Reading> judge(Times response, Times service, double still, double run) {
        var readings = new ArrayList<Reading>();
        for (double percentile : new double[] {50, 95, 99}) {
            double truth = truth(percentile, still, run);
            readings.add(
                    Reading.near(
                            "response p%.0f".formatted(percentile),
                            truth,
                            response.millis(percentile),
                            Tolerance.millis(truth)));
        }
        readings.add(
                Reading.atMost(
                        "service p99, which omits the freeze,",
                        service.millis(99),
                        OMITTED_SHARE * truth(99, still, run),
                        "ms"));
        return readings;
    }

    /// The response time that this percentage of all requests do not exceed.
    static double truth(double percentile, double still, double run) {
        return Math.max(0, still - (1 - percentile / 100) * run);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
