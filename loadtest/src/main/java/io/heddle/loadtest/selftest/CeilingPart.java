package io.heddle.loadtest.selftest;

import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;

/// What the client can do at most, and what its clock costs. Nothing is judged.
final class CeilingPart implements Part {
    private static final int CONNECTIONS = 64;
    private static final int READS = 1_000_000;

    @Override
    public String name() {
        return "ceiling";
    }

    @Override
    public String proves() {
        return "rates near this one are the client's, not the server's";
    }

    @Override
    public List<Reading> examine(Bench bench) throws IOException, InterruptedException {
        var run = bench.effort().ceiling();
        try (var server = bench.reference(Protocol.RAW)) {
            var load = bench.load(server, Protocol.RAW, CONNECTIONS);
            bench.warmUp(server, load);
            var window = bench.measure(server, load, run, List.of());
            var used = window.server();
            return List.of(
                    Reading.shown(
                            "closed loop",
                            window.achievedRate(),
                            "requests/s",
                            "client loops %.0f%% busy, server %.0f%% of its cores"
                                    .formatted(
                                            100 * window.client().busyShare(),
                                            100 * (used == null ? 0 : used.busyShare()))),
                    Reading.shown("reading the clock", clockNanos(), "ns", ""));
        }
    }

    private static double clockNanos() {
        long begin = System.nanoTime();
        long last = begin;
        for (int i = 0; i < READS; i++) {
            last = System.nanoTime();
        }
        return (double) (last - begin) / READS;
    }
}
