package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Tick;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fork's warm-up and windows one after the other, with a bounded number of points.
///
/// @param bands what was under way from when to when
/// @param times seconds since the fork's beginning; the idle time between bands is left out
/// @param points of the same number as times; null where a band ends
record Timeline(List<Band> bands, List<Double> times, List<@Nullable List<Tick>> points) {
    private static final double GAP_SECONDS = 0.5;

    /// A part of the timeline.
    record Band(String label, double from, double to) {}

    /// @param most points, over all bands
    static Timeline of(ForkResult fork, int most) {
        var bands = new ArrayList<Band>();
        var times = new ArrayList<Double>();
        var points = new ArrayList<@Nullable List<Tick>>();
        int all = fork.warmUp().size();
        for (var window : fork.windows()) {
            all += window.series().size();
        }
        int each = Math.max(1, (all + Math.max(1, most) - 1) / Math.max(1, most));
        double end = add("warm-up", fork.warmUp(), 0, each, bands, times, points);
        for (var window : fork.windows()) {
            end = add(window.label(), window.series(), end, each, bands, times, points);
        }
        return new Timeline(bands, times, points);
    }

    private static double add(
            String label,
            List<Tick> ticks,
            double begin,
            int each,
            List<Band> bands,
            List<Double> times,
            List<@Nullable List<Tick>> points) {
        if (ticks.isEmpty()) {
            return begin;
        }
        var steps = steps(ticks);
        for (int i = 0; i < steps.size(); i += each) {
            var joined = steps.subList(i, Math.min(steps.size(), i + each));
            times.add(begin + joined.getLast().t());
            points.add(joined);
        }
        double end = begin + ticks.getLast().t();
        bands.add(new Band(label, begin, end));
        times.add(end + GAP_SECONDS / 2);
        points.add(null);
        return end + GAP_SECONDS;
    }

    /// Collections and JIT time are totals since the series' beginning; a chart needs their steps.
    private static List<Tick> steps(List<Tick> totals) {
        var steps = new ArrayList<Tick>();
        long collections = 0;
        long compiled = 0;
        for (var tick : totals) {
            steps.add(
                    new Tick(
                            tick.t(),
                            tick.rate(),
                            tick.offered(),
                            tick.errors(),
                            tick.p50Us(),
                            tick.p99Us(),
                            tick.maxUs(),
                            tick.sendLagP99Us(),
                            tick.serverCores(),
                            tick.rssMib(),
                            step(collections, tick.gcCount()),
                            step(compiled, tick.jitMs()),
                            tick.vtMounted(),
                            tick.vtQueued(),
                            tick.hostBusy()));
            collections = latest(collections, tick.gcCount());
            compiled = latest(compiled, tick.jitMs());
        }
        return steps;
    }

    private static long latest(long before, @Nullable Long now) {
        return now == null ? before : now;
    }

    private static @Nullable Long step(long before, @Nullable Long now) {
        return now == null ? null : (Long) Math.max(0, now - before);
    }

    /// The values of a series, one for each time.
    List<@Nullable Double> values(TimelineSeries series) {
        var values = new ArrayList<@Nullable Double>();
        for (var joined : points) {
            values.add(joined == null ? null : value(series, joined));
        }
        return values;
    }

    private static @Nullable Double value(TimelineSeries series, List<Tick> joined) {
        double sum = 0;
        double peak = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (var tick : joined) {
            Double value = series.of(tick);
            if (value != null) {
                sum += value;
                peak = Math.max(peak, value);
                count++;
            }
        }
        return count == 0 ? null : series.peak ? peak : sum / count;
    }
}
