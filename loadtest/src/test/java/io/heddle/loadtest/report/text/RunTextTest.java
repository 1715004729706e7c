package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.SampleRuns;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RunTextTest {
    @Test
    void showsBothClocksAndTheSendLagSideBySide() {
        var lines = RunText.lines(SampleRuns.open(), Style.PLAIN);

        int head = indexOf(lines, "time ");
        assertTrue(lines.get(head).matches("time +min +p50 +p90 +p99 +p99.9 +max +mean +n"));
        assertTrue(lines.get(head + 1).startsWith("response "));
        assertTrue(lines.get(head + 2).startsWith("service "));
        assertTrue(lines.get(head + 3).startsWith("send lag "));
        for (var label :
                List.of("rate ", "failures ", "fairness ", "client ", "server ", "valid ")) {
            assertTrue(indexOf(lines, label) >= 0, label);
        }
        assertTrue(lines.contains("gate       p99<10ms holds"), lines.toString());
    }

    @Test
    void showsNoResponseTimeOfAnOverloadedWindow() {
        var lines = RunText.lines(SampleRuns.overloaded(), Style.PLAIN);

        var responses = lines.stream().filter(line -> line.startsWith("response ")).toList();
        assertEquals(1, responses.size());
        assertTrue(responses.getFirst().startsWith("response   unbounded (overload)"));
        assertTrue(lines.contains("gate       p99<10ms BROKEN"));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("RED   V2")));
    }

    @Test
    void saysSoWhereTooFewSamplesLieAbove() {
        assertEquals("n/a (n=57)", Figures.micros(Latency.of(samples(57)).p99(), 57));
        assertEquals("5.00 us", Figures.micros(Latency.of(samples(57)).p50(), 57));
    }

    @Test
    void fitsTheWidth() {
        for (var run : List.of(SampleRuns.open(), SampleRuns.closed(), SampleRuns.overloaded())) {
            for (int width = 40; width <= 120; width += 10) {
                for (var line : RunText.lines(run, new Style(false, true, width))) {
                    assertTrue(line.length() <= width, line);
                }
            }
        }
    }

    @Test
    void saysThatAClosedLoopHasOneClock() {
        var text = text(SampleRuns.closed());

        assertTrue(text.contains("rate       closed loop, achieved "), text);
        assertTrue(text.contains("both clocks are the service time"), text);
        assertFalse(text.contains("unbounded"), text);
    }

    private static String text(RunResult run) {
        return String.join("\n", RunText.lines(run, Style.PLAIN));
    }

    private static int indexOf(List<String> lines, String start) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).startsWith(start)) {
                return index;
            }
        }
        return -1;
    }

    private static Histogram samples(int count) {
        var histogram = new Histogram(3);
        histogram.recordValueWithCount(5_000, count);
        return histogram;
    }
}
