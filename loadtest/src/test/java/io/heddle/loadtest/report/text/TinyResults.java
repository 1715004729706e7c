package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.MetricResult;
import io.heddle.loadtest.result.PlanInfo;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.ScenarioInfo;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Comparisons without windows, small enough to know their text by heart, and random ones.
final class TinyResults {
    private static final Metric CPU =
            new Metric("cpu_us_per_request", "CPU us/req", "us", Metric.Better.LOWER);
    private static final Metric P99 = new Metric("p99_us", "p99", "us", Metric.Better.LOWER);
    private static final Metric RATE =
            new Metric("requests_per_second", "requests/s", "1/s", Metric.Better.HIGHER);
    private static final Check GREEN = new Check(Light.GREEN, "answers", "all right", "");

    private TinyResults() {}

    /// Four rows: baseline, twin, one that is worse, one that is better but not valid.
    static ComparisonResult four(int forks) {
        return comparison(
                forks,
                List.of(
                        row("netty", false, forks, 11.8, 410, 61_000, null, Map.of("V1", GREEN)),
                        row(
                                "netty′",
                                true,
                                forks,
                                11.9,
                                420,
                                60_800,
                                ratio(1.006, Verdict.EQUIVALENT),
                                Map.of("V1", GREEN)),
                        row(
                                "heddle",
                                false,
                                forks,
                                14.9,
                                470,
                                52_000,
                                ratio(1.263, Verdict.WORSE),
                                Map.of(
                                        "V3",
                                        new Check(
                                                Light.AMBER,
                                                "send lag",
                                                "p99 900 us, at most 1 ms",
                                                "Give the client a core of its own."))),
                        row(
                                "raw|vt",
                                false,
                                forks,
                                10.2,
                                9e6,
                                50_000,
                                ratio(0.864, Verdict.BETTER),
                                Map.of(
                                        "V2",
                                        new Check(
                                                Light.RED,
                                                "offered load",
                                                "91.0% of it was achieved",
                                                "Offer less.")))),
                List.of("vertx: needs 20,000 sockets, 10,000 are allowed"));
    }

    static ComparisonResult nothing() {
        return comparison(6, List.of(), List.of());
    }

    /// Anything, with names and numbers that no sane comparison has.
    static ComparisonResult random(long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<TargetResult>();
        for (int row = 0; row < random.nextInt(9); row++) {
            var verdict = any(random, Verdict.values());
            var light = any(random, Light.values());
            rows.add(
                    row(
                            row == 0 ? "netty" : text(random, 60),
                            row == 1,
                            random.nextInt(8),
                            number(random),
                            number(random),
                            number(random),
                            row == 0 ? null : ratio(number(random), verdict),
                            Map.of(
                                    "V" + (1 + random.nextInt(12)),
                                    new Check(
                                            light,
                                            text(random, 30),
                                            text(random, 200),
                                            text(random, 90)))));
        }
        return comparison(6, rows, List.of(text(random, 300)));
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static ComparisonResult comparison(
            int forks, List<TargetResult> rows, List<String> skipped) {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                "compare",
                "heddle-loadtest 1",
                List.of("compare"),
                "2026-11-21T09:30:00Z",
                100,
                false,
                Map.of(),
                new ScenarioInfo(
                        "echo", "Small messages", "Near equal.", Map.of(), List.of(CPU, P99, RATE)),
                new PlanInfo(
                        forks,
                        7,
                        List.of(),
                        "netty",
                        0.03,
                        0.95,
                        Map.of("cpu_us_per_request", 0.006),
                        "split: server 0, client 1",
                        "default"),
                rows,
                skipped,
                List.of());
    }

    private static TargetResult row(
            String name,
            boolean twin,
            int forks,
            double cpu,
            double p99,
            double rate,
            @Nullable RatioResult ratio,
            Map<String, Check> checks) {
        var metrics = new LinkedHashMap<String, MetricResult>();
        var own = ratio == null ? ratio(1, Verdict.BASELINE) : ratio;
        metrics.put(CPU.id(), metric(cpu, own));
        metrics.put(P99.id(), metric(p99, own));
        metrics.put(
                RATE.id(), metric(rate, ratio == null ? own : ratio(0.98, Verdict.INCONCLUSIVE)));
        var runs = new ArrayList<ForkResult>();
        for (int block = 1; block <= forks; block++) {
            runs.add(
                    new ForkResult(
                            block,
                            1,
                            "2026-11-21T09:30:00Z",
                            block > 1,
                            8,
                            Map.of(),
                            Map.of(),
                            List.of(),
                            List.of()));
        }
        boolean valid = checks.values().stream().noneMatch(check -> check.light() == Light.RED);
        return new TargetResult(
                name,
                twin,
                cpu,
                rate,
                null,
                null,
                own,
                metrics,
                valid,
                checks,
                List.of(),
                forks < 2 ? "it died" : null,
                runs);
    }

    private static MetricResult metric(double median, RatioResult ratio) {
        return new MetricResult(median, median * 0.98, median * 1.02, ratio);
    }

    private static RatioResult ratio(double value, Verdict verdict) {
        return new RatioResult(value, value - 0.03, value + 0.03, verdict, null);
    }

    private static double number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> 0;
            default -> Math.pow(10, random.nextDouble() * 18 - 6);
        };
    }

    private static String text(Random random, int most) {
        var text = new StringBuilder();
        int length = 1 + random.nextInt(most);
        while (text.length() < length) {
            text.append(
                    switch (random.nextInt(12)) {
                        case 0 -> ' ';
                        case 1 -> (char) random.nextInt(32);
                        case 2 -> '′';
                        case 3 -> (char) (0x4e00 + random.nextInt(500));
                        case 4 -> '\u0301';
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return text.toString();
    }
}
