package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.Verdict;
import io.heddle.loadtest.statistics.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTextTest {
    private static final Metric CPU =
            new Metric("cpu_us_per_request", "CPU us/req", "us", Metric.Better.LOWER);

    @Test
    void tellsWhatBecameWorseFirst() {
        var difference =
                new Difference(
                        List.of(
                                row("netty", 11.8, 10.6, 0.9, Verdict.BETTER),
                                row("heddle", 14.9, 16.4, 1.1, Verdict.WORSE)),
                        List.of("environment: jdk '25' before, '26' after"));

        assertEquals(
                """
                ▼ heddle became worse: CPU us/req +10.0% [+9.0%, +11.0%] (14.9 before, 16.4 after).
                ▲ netty became better: CPU us/req -10.0% [-11.0%, -9.0%] (11.8 before, 10.6 after).

                target      metric  before  after                  change  verdict
                netty   CPU us/req    11.8   10.6  -10.0% [-11.0%, -9.0%]   better
                heddle  CPU us/req    14.9   16.4  +10.0% [+9.0%, +11.0%]    worse

                Also different
                - environment: jdk '25' before, '26' after\
                """,
                String.join("\n", DifferenceText.lines(difference, Style.PLAIN.withUnicode())));
    }

    @Test
    void saysSoWhereNothingIsSure() {
        var difference =
                new Difference(List.of(row("netty", 1, 2, 2, Verdict.INCONCLUSIVE)), List.of());

        assertEquals(
                "- Nothing became better or worse beyond doubt.",
                DifferenceText.lines(difference, Style.PLAIN).getFirst());
    }

    private static Difference.Row row(
            String target, double before, double after, double ratio, Verdict verdict) {
        return new Difference.Row(
                target,
                CPU,
                before,
                after,
                new RatioResult(ratio, ratio - 0.01, ratio + 0.01, verdict, null));
    }
}
