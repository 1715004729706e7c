package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Tick;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The series of a timeline, in the order in which they are drawn.
enum TimelineSeries {
    RATE("rate", "1/s", false, Tick::rate),
    OFFERED("offered rate", "1/s", false, tick -> tick.offered() > 0 ? tick.offered() : null),
    P50("p50 response", "us", true, Tick::p50Us),
    P99("p99 response", "us", true, Tick::p99Us),
    LAG("send lag p99", "us", true, Tick::sendLagP99Us),
    CPU("server CPU", "cores", false, Tick::serverCores),
    RSS("server RSS", "MiB", false, Tick::rssMib),
    GC("collections", "", true, tick -> number(tick.gcCount())),
    JIT("JIT time", "ms", true, tick -> number(tick.jitMs())),
    MOUNTED("threads mounted", "", false, tick -> number(tick.vtMounted())),
    QUEUED("threads queued", "", true, tick -> number(tick.vtQueued())),
    HOST(
            "machine busy",
            "%",
            false,
            tick -> tick.hostBusy() == null ? null : tick.hostBusy() * 100);

    /// As it is shown.
    final String title;

    final String unit;

    /// Whether several points are joined into their greatest rather than their mean.
    final boolean peak;

    // All are method references and lambdas that hold nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Tick, @Nullable Double> value;

    TimelineSeries(
            String title, String unit, boolean peak, Function<Tick, @Nullable Double> value) {
        this.title = title;
        this.unit = unit;
        this.peak = peak;
        this.value = value;
    }

    private static @Nullable Double number(@Nullable Number number) {
        return number == null ? null : number.doubleValue();
    }

    @Nullable Double of(Tick tick) {
        var found = value.apply(tick);
        return found == null || !Double.isFinite(found) ? null : found;
    }
}
