package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.MachineCpu;
import io.heddle.loadtest.result.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The timeline of a window or of a warm-up. One thread uses it.
final class Series {
    private static final double MIBIBYTE = 1024 * 1024;

    private final ServerMeter server;
    private final CounterPoll counters;
    private final Consumer<Tick> onTick;
    private final List<Tick> ticks = new ArrayList<>();
    private final KernelFiles files = KernelFiles.live();
    private final @Nullable JvmCounters countersBefore;
    private @Nullable MachineCpu machine = MachineCpu.read(files).orElse(null);

    /// Begins now.
    Series(ServerMeter server, CounterPoll counters, Consumer<Tick> onTick) {
        this.server = server;
        this.counters = counters;
        this.onTick = onTick;
        this.countersBefore = counters.latest();
    }

    /// Adds a point.
    ///
    /// @param t seconds since the beginning
    void add(double t, ClientSample sample) {
        double seconds = Math.max(1e-9, sample.seconds());
        var moment = server.moment(seconds);
        var resident = moment == null ? null : moment.residentBytes();
        var jvm = jvm();
        var tick =
                new Tick(
                        t,
                        sample.replies() / seconds,
                        sample.due() / seconds,
                        sample.errors() + sample.timeouts(),
                        micros(sample.response(), 50),
                        micros(sample.response(), 99),
                        micros(sample.response(), 100),
                        micros(sample.sendLag(), 99),
                        moment == null ? null : (Double) moment.cores(),
                        resident == null ? null : (Double) (resident / MIBIBYTE),
                        jvm == null ? null : (Long) jvm.gcCount(),
                        jvm == null ? null : (Long) jvm.jitMillis(),
                        jvm == null ? null : jvm.vtMounted(),
                        jvm == null ? null : jvm.vtQueued(),
                        hostBusy());
        ticks.add(tick);
        onTick.accept(tick);
    }

    List<Tick> ticks() {
        return List.copyOf(ticks);
    }

    // Totals since the beginning of the series: a chart of marks needs their steps.
    private @Nullable JvmCounters jvm() {
        var latest = counters.latest();
        return latest == null || countersBefore == null ? null : latest.since(countersBefore);
    }

    private @Nullable Double hostBusy() {
        var now = MachineCpu.read(files).orElse(null);
        var before = machine;
        machine = now;
        return now == null || before == null ? null : (Double) now.busyShareSince(before);
    }

    private static @Nullable Double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0
                ? null
                : (Double) (nanos.getValueAtPercentile(percentile) / 1e3);
    }
}
