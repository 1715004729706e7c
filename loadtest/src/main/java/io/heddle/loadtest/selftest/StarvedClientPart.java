package io.heddle.loadtest.selftest;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A client that cannot send what is due says so.
final class StarvedClientPart implements Part {
    private static final double OUT_OF_REACH = 5_000_000;
    private static final int CONNECTIONS = 64;
    private static final Duration RUN = Duration.ofMillis(300);
    private static final Limits IMPATIENT =
            new Limits(Duration.ofMillis(200), Duration.ZERO, Duration.ofSeconds(5));
    private static final List<String> CHECKS = List.of("V2", "V3", "V4");

    @Override
    public String name() {
        return "starved client";
    }

    @Override
    public String proves() {
        return "numbers of a client that could not keep up are marked as not valid";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        int tries = bench.effort().starvations();
        try (var server = bench.reference(Protocol.RAW)) {
            var load =
                    bench.load(server, Protocol.RAW, CONNECTIONS)
                            .withLimits(IMPATIENT)
                            .withArrivals(Arrivals.constant(OUT_OF_REACH, RUN));
            int flagged = 0;
            var by = new TreeSet<String>();
            for (int i = 0; i < tries; i++) {
                var red = red(bench.measure(server, load, RUN, List.of()));
                by.addAll(red);
                flagged += red.isEmpty() ? 0 : 1;
            }
            var reading = Reading.exactly("flagged at 5,000,000/s", tries, flagged, "times");
            return List.of(
                    reading, Reading.shown("checks that were red", by.size(), "", by.toString()));
        }
    }

    private static List<String> red(WindowResult window) {
        var red = new ArrayList<String>();
        for (var id : CHECKS) {
            var check = window.checks().get(id);
            if (check != null && check.light() == Light.RED) {
                red.add(id);
            }
        }
        return red;
    }
}
