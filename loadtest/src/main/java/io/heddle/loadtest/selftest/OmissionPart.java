package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals.Closed;
import io.heddle.loadtest.measure.Injection;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A closed loop on one connection through the same freeze: it hardly notices.
final class OmissionPart implements Part {
    private static final Duration THINK = Duration.ofMillis(1);

    @Override
    public String name() {
        return "omission";
    }

    @Override
    public String proves() {
        return "a closed loop does not see a freeze: use --rate for response times";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var run = bench.effort().omission();
        try (var server = bench.reference(Protocol.RAW)) {
            var load = bench.load(server, Protocol.RAW, 1).withArrivals(new Closed(THINK));
            bench.warmUp(server, load);
            try (var watch = FreezeWatch.of(server.pid().orElseThrow())) {
                var window =
                        bench.measure(
                                server,
                                load,
                                run,
                                List.of(new Injection(run.dividedBy(3), run.dividedBy(10))));
                double still = watch.end();
                var response = Times.response(window);
                double truth = FreezePart.truth(99, still, run.toNanos() / 1e6);
                return List.of(
                        Reading.shown("stood still", still, "ms", ""),
                        Reading.shown(
                                "p99 of a closed loop",
                                response.millis(99),
                                "ms",
                                "an open loop would show %.0f ms".formatted(truth)),
                        Reading.shown("longest", response.millis(100), "ms", ""));
            }
        }
    }
}
