package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Rows as a comparison hands them over.
final class Rows {
    static final Metric CPU =
            new Metric("cpu_us_per_request", "CPU us/req", "us", Metric.Better.LOWER);
    static final Metric RATE =
            new Metric("requests_per_second", "req/s", "1/s", Metric.Better.HIGHER);
    static final Metric HEAP =
            new Metric("heap_bytes_per_connection", "B/conn", "B", Metric.Better.LOWER);

    private Rows() {}

    /// A row with a fork for each value, in blocks from 1; NaN leaves a block out.
    static Analysis.Row row(String name, boolean twin, String metric, double... values) {
        var forks = new ArrayList<ForkResult>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                forks.add(fork(i + 1, Map.of(metric, values[i])));
            }
        }
        return new Analysis.Row(name, twin, List.of("java"), null, forks);
    }

    static ForkResult fork(int block, Map<String, Double> figures, WindowResult... windows) {
        return new ForkResult(
                block,
                1,
                "2026-01-01T00:00:00Z",
                true,
                1,
                figures,
                Map.of(),
                List.of(windows),
                List.of());
    }

    static Analysis.Row row(String name, boolean twin, ForkResult... forks) {
        return new Analysis.Row(name, twin, List.of("java"), null, List.of(forks));
    }
}
