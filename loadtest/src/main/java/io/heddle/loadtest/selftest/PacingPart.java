package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;

/// How late the client sends what is due.
final class PacingPart implements Part {
    private static final double RATE = 10_000;
    private static final double BOUND_US = 200;
    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "pacing";
    }

    @Override
    public String proves() {
        return "requests are sent when they are due";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var run = bench.effort().pacing();
        try (var server = bench.reference(Protocol.RAW)) {
            var load = bench.load(server, Protocol.RAW, CONNECTIONS);
            bench.warmUp(server, load);
            var window =
                    bench.measure(
                            server,
                            load.withArrivals(Arrivals.constant(RATE, run)),
                            run,
                            List.of());
            var p99 = window.sendLagUs().p99();
            var p50 = window.sendLagUs().p50();
            if (p99 == null || p50 == null) {
                return List.of(Reading.fact("enough was sent", false, "p99 needs 1,000 sends"));
            }
            var judged = Reading.atMost("send lag p99 at 10,000/s", p99, BOUND_US, "us");
            var reading =
                    bench.cpus().mode() == CpuPlan.Mode.SPLIT
                            ? bench.noisy()
                                    ? judged.notJudged("other programs ran on the client's core")
                                    : judged
                            : judged.notJudged("the client shares its cores with the server");
            return List.of(Reading.shown("send lag p50", p50, "us", ""), reading);
        }
    }
}
