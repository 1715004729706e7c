package io.heddle.loadtest.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Invented but plausible results for the tests of reports: four targets and the baseline's twin,
/// with forks, windows, histograms and timelines. The same call gives the same result.
public final class SampleResults {
    /// The metrics of [#echo()], the headline first.
    public static final List<Metric> METRICS =
            List.of(
                    new Metric("cpu_us_per_request", "CPU us/req", "us", Metric.Better.LOWER),
                    new Metric("p50_us", "p50", "us", Metric.Better.LOWER),
                    new Metric("p99_us", "p99", "us", Metric.Better.LOWER),
                    new Metric(
                            "heap_bytes_per_connection", "heap B/conn", "B", Metric.Better.LOWER),
                    new Metric("requests_per_second", "requests/s", "1/s", Metric.Better.HIGHER));

    static final List<SampleTarget> TARGETS =
            List.of(
                    new SampleTarget("netty-epoll", false, 11.8, 190, 61_000, 3_900, 0),
                    new SampleTarget("netty-epoll′", true, 11.8, 190, 61_000, 3_900, 0),
                    new SampleTarget("heddle", false, 14.9, 215, 52_000, 6_100, 2),
                    new SampleTarget("raw-vt", false, 14.2, 210, 54_000, 5_700, 2),
                    new SampleTarget("nio-reactor", false, 10.9, 180, 63_500, 2_400, 0));

    private SampleResults() {}

    /// Echo with six forks: a closed loop and two open rates; every section of a report has data.
    public static ComparisonResult echo() {
        return comparison("echo", 6, 8, List.of(18_000.0, 36_000.0), 0, List.of());
    }

    /// As [#echo()] with three forks, in which the target `raw-vt` is overloaded at the higher rate
    /// of its second fork, and `heddle` died in its third.
    public static ComparisonResult troubled() {
        return comparison(
                "echo",
                3,
                4,
                List.of(18_000.0, 56_000.0),
                2,
                List.of("reactor-netty: its port was taken"));
    }

    /// One closed window per fork and nothing that the system could not tell.
    public static ComparisonResult closedOnly() {
        return comparison("echo-big", 4, 3, List.of(), 0, List.of());
    }

    /// Two scenarios.
    public static List<ComparisonResult> suite() {
        return List.of(echo(), closedOnly());
    }

    private static ComparisonResult comparison(
            String scenario,
            int forks,
            int seconds,
            List<Double> rates,
            int trouble,
            List<String> skipped) {
        var random = new Random(scenario.hashCode() * 31L + forks);
        var forksOf = new LinkedHashMap<SampleTarget, List<ForkResult>>();
        var order = new ArrayList<List<String>>();
        TARGETS.forEach(target -> forksOf.put(target, new ArrayList<>()));
        for (int block = 1; block <= forks; block++) {
            var shuffled = new ArrayList<>(TARGETS);
            java.util.Collections.shuffle(shuffled, random);
            order.add(shuffled.stream().map(SampleTarget::name).toList());
            for (int position = 1; position <= shuffled.size(); position++) {
                var target = shuffled.get(position - 1);
                if (trouble > 0 && block == 3 && target.name().equals("heddle")) {
                    continue;
                }
                boolean overloaded = trouble > 0 && block == 2 && target.name().equals("raw-vt");
                forksOf.get(target)
                        .add(
                                new SampleFork(target, seconds, rates, overloaded, random)
                                        .result(block, position));
            }
        }
        var rows = new ArrayList<TargetResult>();
        for (var entry : forksOf.entrySet()) {
            rows.add(row(entry.getKey(), entry.getValue(), forksOf.get(TARGETS.getFirst())));
        }
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                "compare",
                "heddle-loadtest 0.1.0",
                List.of(
                        "compare",
                        "netty-epoll",
                        "heddle",
                        "raw-vt",
                        "nio-reactor",
                        "--seed=29554"),
                "2026-11-21T09:30:00Z",
                1_930,
                false,
                environment(),
                new ScenarioInfo(
                        scenario,
                        "Small messages over open connections, answered at once",
                        "Reactors on epoll are ahead on tiny messages; a virtual thread pays for being"
                                + " unparked.",
                        new TreeMap<>(Map.of("connections", "64", "payload", "128B")),
                        METRICS),
                new PlanInfo(
                        forks,
                        29_554,
                        order,
                        TARGETS.getFirst().name(),
                        0.03,
                        0.95,
                        aaSpread(rows.get(1)),
                        "split: server 0, client 1",
                        "default"),
                rows,
                skipped,
                List.of("the client's warm-up was shared by all forks"));
    }

    private static Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("cpus", "2");
        environment.put("cpu", "A processor at 2.1 GHz");
        environment.put("kernel", "6.12.9");
        environment.put("jdk", "25.0.1+8");
        environment.put("governor", "performance");
        environment.put("commit", "56cb5d6");
        return environment;
    }

    private static Map<String, Double> aaSpread(TargetResult twin) {
        var spread = new LinkedHashMap<String, Double>();
        twin.metrics()
                .forEach((id, metric) -> {
                    var ratio = metric.ratio();
                    spread.put(id, ratio == null ? 0 : Math.abs(ratio.value() - 1));
                });
        return spread;
    }

    private static TargetResult row(
            SampleTarget target, List<ForkResult> forks, List<ForkResult> baseline) {
        var metrics = new LinkedHashMap<String, MetricResult>();
        for (var metric : METRICS) {
            var values = forks.stream().map(fork -> fork.figures().get(metric.id())).toList();
            if (values.isEmpty()) {
                continue;
            }
            metrics.put(
                    metric.id(),
                    new MetricResult(
                            SampleSpread.median(values),
                            SampleSpread.low(values),
                            SampleSpread.high(values),
                            SampleSpread.ratio(metric, forks, baseline)));
        }
        var checks = new LinkedHashMap<String, Check>();
        for (var fork : forks) {
            for (var window : fork.windows()) {
                window.checks()
                        .forEach((id, check) -> checks.merge(id, check, SampleResults::worse));
            }
        }
        var headline = metrics.get("cpu_us_per_request");
        return new TargetResult(
                target.name(),
                target.twin(),
                median(metrics, "cpu_us_per_request"),
                median(metrics, "requests_per_second"),
                SampleSpread.merged(forks),
                median(metrics, "heap_bytes_per_connection"),
                headline == null ? null : headline.ratio(),
                metrics,
                checks.values().stream().noneMatch(check -> check.light() == Light.RED),
                checks,
                List.of("java", "-Xmx512m", "-Xms512m", "-XX:+UseG1GC", "serve", target.name()),
                forks.size() < baseline.size()
                        ? String.format(
                                Locale.ROOT,
                                "%s: its server died in block 3 with exit code 137",
                                target.name())
                        : null,
                List.copyOf(forks));
    }

    private static @Nullable Double median(Map<String, MetricResult> metrics, String id) {
        var metric = metrics.get(id);
        return metric == null ? null : metric.median();
    }

    private static Check worse(Check one, Check other) {
        return other.light().compareTo(one.light()) > 0 ? other : one;
    }
}
