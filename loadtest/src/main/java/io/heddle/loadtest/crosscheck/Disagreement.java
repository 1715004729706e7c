package io.heddle.loadtest.crosscheck;

import java.util.Locale;
import java.util.OptionalDouble;

/// How far a load tool and this one are apart on the same server.
///
/// @param tool its name
/// @param theirs what it says
/// @param rateRatio our rate over theirs
/// @param p50Ratio our median over theirs; empty where one of them does not tell
/// @param p99Ratio our 99th percentile over theirs; empty where one of them does not tell
public record Disagreement(
        String tool,
        ToolReading theirs,
        double rateRatio,
        OptionalDouble p50Ratio,
        OptionalDouble p99Ratio) {

    static Disagreement between(LoadTool tool, ToolReading theirs, ToolReading ours) {
        return new Disagreement(
                tool.command(),
                theirs,
                ours.requestsPerSecond() / theirs.requestsPerSecond(),
                ratio(ours.p50Micros(), theirs.p50Micros()),
                ratio(ours.p99Micros(), theirs.p99Micros()));
    }

    private static OptionalDouble ratio(OptionalDouble ours, OptionalDouble theirs) {
        return ours.isPresent() && theirs.isPresent() && theirs.getAsDouble() > 0
                ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
                : OptionalDouble.empty();
    }

    /// One line, such as `wrk: 52,054/s, 0 errors; ours: rate -3.1 %, p50 +2.0 %, p99 +4.0 %`.
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,.0f/s, %,d errors; ours: rate %s, p50 %s, p99 %s",
                tool,
                theirs.requestsPerSecond(),
                theirs.errors(),
                percent(OptionalDouble.of(rateRatio)),
                percent(p50Ratio),
                percent(p99Ratio));
    }

    private static String percent(OptionalDouble ratio) {
        return ratio.isEmpty()
                ? "n/a"
                : String.format(Locale.ROOT, "%+.1f %%", (ratio.getAsDouble() - 1) * 100);
    }
}
