package io.heddle.loadtest.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One invented fork: a warm-up, a closed window, and an open one for each rate.
///
/// @param overloaded whether the last rate is more than the server can do
record SampleFork(
        SampleTarget target, int seconds, List<Double> rates, boolean overloaded, Random random) {

    ForkResult result(int block, int position) {
        double luck = 1 + 0.012 * random.nextGaussian();
        var windows = new ArrayList<WindowResult>();
        windows.add(window("closed, 64 connections", null, target.maximum() / luck, luck));
        for (int i = 0; i < rates.size(); i++) {
            double rate = rates.get(i);
            boolean tooMuch = overloaded && i == rates.size() - 1;
            windows.add(
                    window(
                            String.format(Locale.ROOT, "open, %,.0f/s", rate),
                            rate,
                            tooMuch ? rate * 0.91 : rate,
                            luck));
        }
        var figures = new LinkedHashMap<String, Double>();
        var last = windows.getLast();
        var server = last.server();
        figures.put("cpu_us_per_request", server == null ? 0 : server.cpuUsPerRequest());
        figures.put("p50_us", last.responseUs().p50());
        figures.put("p99_us", last.responseUs().p99());
        figures.put("requests_per_second", windows.getFirst().achievedRate());
        double perConnection = target.heapPerConnection() * (1 + 0.01 * random.nextGaussian());
        figures.put("heap_bytes_per_connection", perConnection);
        figures.put("rss_bytes_per_connection", perConnection * 1.7);
        for (int connections : List.of(0, 1_000, 2_500, 5_000, 10_000)) {
            double noise = 150_000 * random.nextGaussian();
            figures.put("heap_bytes_at_" + connections, 9e6 + perConnection * connections + noise);
            figures.put(
                    "rss_bytes_at_" + connections,
                    9.5e7 + 1.7 * perConnection * connections + noise);
        }
        return new ForkResult(
                block,
                position,
                String.format(Locale.ROOT, "2026-11-21T09:%02d:%02dZ", 30 + block, position * 9),
                block != 5 || target.twin(),
                8.2,
                figures,
                new TreeMap<>(
                        Map.of(
                                "gc", "G1",
                                "heap", "536870912",
                                "processors", "1",
                                "backlog", "1024")),
                List.copyOf(windows),
                SampleTicks.of(8, target.maximum() * 0.7, null, target, true, random));
    }

    private WindowResult window(
            String label, @Nullable Double offered, double achieved, double luck) {
        boolean tooMuch = offered != null && achieved < offered * 0.99;
        double load = Math.min(0.95, achieved / target.maximum());
        double median = target.p50Micros() * luck * (offered == null ? 5 : 1 / (1.15 - load));
        long requests = Math.round(achieved * seconds);
        var service = SampleLatencies.of(requests, median * 0.97, 0.32, random);
        var response =
                offered == null
                        ? service
                        : SampleLatencies.of(requests, tooMuch ? 4e5 : median, 0.42, random);
        var lag = SampleLatencies.of(offered == null ? 0 : requests, 6, 0.7, random);
        double cpuS = requests * target.cpuMicros() * luck / 1e6 * (1.12 - 0.2 * load);
        var checks = SampleChecks.of(tooMuch, offered, achieved, label, random);
        var histograms = new LinkedHashMap<String, String>();
        histograms.put("response", SampleSpread.encoded(response));
        histograms.put("service", SampleSpread.encoded(service));
        histograms.put("send_lag", SampleSpread.encoded(lag));
        double fair = requests / 64.0;
        return new WindowResult(
                label,
                offered == null ? WindowResult.Loop.CLOSED : WindowResult.Loop.OPEN,
                offered,
                achieved,
                requests,
                0,
                tooMuch ? 120 : 0,
                0,
                seconds,
                Latency.of(response),
                Latency.of(service),
                Latency.of(lag),
                Latency.of(SampleLatencies.of(0, 1, 1, random)),
                Latency.of(SampleLatencies.of(requests, median * 0.9, 0.3, random)),
                64,
                offered == null ? 64 : achieved * median / 1e6,
                new Fairness(
                        Math.round(fair * (0.93 - 0.04 * random.nextDouble())),
                        fair,
                        Math.round(fair * (1.05 + 0.05 * random.nextDouble())),
                        0.997,
                        0),
                new ClientUse(0.3 + 0.5 * load, cpuS * 0.8, 410, List.of(), 0, 0, 48_000_000, 0),
                new ServerUse(
                        1,
                        cpuS * (target.virtualThreads() > 0 ? 0.62 : 0.45),
                        cpuS * (target.virtualThreads() > 0 ? 0.38 : 0.55),
                        cpuS / seconds,
                        cpuS * 1e6 / requests,
                        148L << 20,
                        61L << 20,
                        19,
                        90,
                        Math.round(requests * (0.4 + 0.3 * random.nextDouble())),
                        2L,
                        6L,
                        14L,
                        2L,
                        target.virtualThreads() > 0 ? 1 : null,
                        target.virtualThreads() > 0 ? 1 : null,
                        target.virtualThreads() > 0 ? 4L : null),
                new HostUse(0.01, 0.0, 0.03, 0L, 0L, 0L, 12L, 1L << 20),
                !tooMuch,
                checks,
                SampleTicks.of(seconds, achieved, offered, target, false, random),
                histograms);
    }
}
