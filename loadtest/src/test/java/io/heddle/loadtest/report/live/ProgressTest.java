package io.heddle.loadtest.report.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.Style;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.SampleResults;
import io.heddle.loadtest.result.Tick;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProgressTest {
    private static final Style UNICODE = new Style(false, true, 100);
    private static final Style COLOURED = new Style(true, true, 100);
    private static final Outline PLAN =
            new Outline(
                    "echo",
                    "near equal",
                    SampleResults.METRICS,
                    List.of("netty-epoll", "heddle"),
                    Duration.ofSeconds(3),
                    List.of(List.of("netty-epoll", "heddle"), List.of("heddle", "netty-epoll")),
                    Duration.ofSeconds(35),
                    "split",
                    7);

    private final StringWriter written = new StringWriter();
    private final PrintWriter output = new PrintWriter(written);
    private long nanos;
    private int columns = 120;

    private final Terminal terminal =
            new Terminal() {
                @Override
                public boolean isTerminal() {
                    return true;
                }

                @Override
                public int width() {
                    return columns;
                }
            };

    @Test
    void drawsAPanel() {
        var progress = progress(Progress.Kind.PANEL, UNICODE);

        forkInTheMiddle(progress);

        assertEquals(
                """
                compare echo · block 1/2 · heddle (2 of 2) · open, 18,000/s · ━━━━━━────────────── 10/35 s · ETA 1m20s · seed 7
                 offered 18,000/s  achieved 17,990/s  errors 2  send lag p99 34.0 us
                 response  p50 218 us  p99 772 us  max 1.69 ms  ▆▂█  p99 last 60 s
                 server  cpu 0.270 cores  rss 145 MiB  gc 1  vt mounted 1  queued 7  host busy 83.2%
                 done: netty-epoll 11.8 (CPU us/req, median so far)
                """,
                screen());
    }

    @Test
    void drawsItInAsciiWhereNothingElseCanBeShown() {
        var progress = progress(Progress.Kind.PANEL, Style.PLAIN);

        forkInTheMiddle(progress);

        assertTrue(written.toString().chars().allMatch(each -> each < 0x7f));
        assertTrue(screen().contains("======-------------- 10/35 s"), screen());
    }

    @Test
    void neverFillsALineOfTheTerminal() {
        for (columns = 20; columns < 200; columns += 7) {
            var progress = progress(Progress.Kind.PANEL, UNICODE);
            forkInTheMiddle(progress);
            progress.close();

            written.toString()
                    .lines()
                    .map(ProgressTest::visible)
                    .forEach(line -> assertTrue(line.length() < columns, line));
        }
    }

    @Test
    void keepsProblemsAboveThePanelAndNothingElseAtTheEnd() {
        var progress = progress(Progress.Kind.PANEL, UNICODE);
        forkInTheMiddle(progress);

        progress.forkFails("heddle", "its server died");
        progress.close();

        assertEquals("heddle: its server died\n", screen());
    }

    @Test
    void coloursOnlyIfAsked() {
        forkInTheMiddle(progress(Progress.Kind.PANEL, UNICODE));
        assertFalse(written.toString().contains("\u001b[1m"));
        int plain = written.toString().length();
        written.getBuffer().setLength(0);

        forkInTheMiddle(progress(Progress.Kind.PANEL, COLOURED));

        assertTrue(written.toString().contains("\u001b[1mcompare echo"));
        assertTrue(written.toString().length() > plain);
    }

    @Test
    void writesALineForEachForkAndEveryFewSeconds() {
        var progress = progress(Progress.Kind.PLAIN, Style.PLAIN);

        forkInTheMiddle(progress);
        progress.forkFails("heddle", "its server died");
        progress.close();

        assertEquals(
                """
                compare echo: 2 blocks of 2 targets, about 2m26s, seed 7
                pilot 1/2, netty-epoll
                [1/4] block 1, netty-epoll: CPU us/req 11.8, p99 891, not steady (30s; ETA 1m30s)
                  heddle, open, 18,000/s: offered 18,000/s, achieved 18,010/s, p99 500 us, errors 0
                  heddle, open, 18,000/s: offered 18,000/s, achieved 17,990/s, p99 772 us, errors 2
                [3/4] heddle FAILED: its server died (10s; ETA 30s)
                """,
                written.toString());
    }

    @Test
    void writesOneJsonObjectALine() {
        var progress = progress(Progress.Kind.JSON, Style.PLAIN);

        forkInTheMiddle(progress);
        progress.forkFails("heddle", "its \"server\"\ndied");
        progress.close();

        var events =
                written.toString().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
        assertEquals(
                List.of(
                        "begins",
                        "pilot_begins",
                        "fork_begins",
                        "phase",
                        "fork_ends",
                        "fork_begins",
                        "phase",
                        "tick",
                        "tick",
                        "tick",
                        "fork_fails"),
                events.stream().map(event -> event.get("event").asString()).toList());
        assertEquals(43.0, events.getLast().get("t").asDouble());
        assertEquals(772, events.get(9).get("tick").get("p99_us").asDouble());
        assertEquals(11.8, events.get(4).get("figures").get("cpu_us_per_request").asDouble());
    }

    @Test
    void writesNothingIfAsked() {
        var progress = progress(Progress.Kind.NONE, UNICODE);

        forkInTheMiddle(progress);
        progress.problem("something");
        progress.close();

        assertEquals("", written.toString());
    }

    @Test
    void choosesByTheTerminal() {
        var none =
                new Terminal() {
                    @Override
                    public boolean isTerminal() {
                        return false;
                    }

                    @Override
                    public int width() {
                        throw new AssertionError("has no width");
                    }
                };

        assertEquals(PanelProgress.class, progress(Progress.Kind.AUTO, UNICODE).getClass());
        assertEquals(
                PlainProgress.class,
                Progress.of(Progress.Kind.AUTO, none, output, UNICODE, () -> nanos).getClass());
    }

    @Test
    void knowsTheWidthFromTheEnvironment() {
        assertEquals(132, Terminal.ofStandardError(Map.of("COLUMNS", "132")).width());
        assertEquals(20, Terminal.ofStandardError(Map.of("COLUMNS", "3")).width());
        assertTrue(Terminal.ofStandardError(Map.of("COLUMNS", "many")).width() >= 20);
        assertFalse(Terminal.ofStandardError(Map.of("TERM", "dumb")).isTerminal());
    }

    private Progress progress(Progress.Kind kind, Style style) {
        nanos = 0;
        return Progress.of(kind, terminal, output, style, () -> nanos);
    }

    private void forkInTheMiddle(Progress progress) {
        progress.begins(PLAN);
        progress.pilotBegins("netty-epoll");
        pass(3);
        progress.forkBegins("netty-epoll", 1, 1);
        progress.phase("warm-up");
        pass(30);
        progress.forkEnds("netty-epoll", fork(Map.of("cpu_us_per_request", 11.8, "p99_us", 891.0)));
        progress.forkBegins("heddle", 1, 2);
        progress.phase("open, 18,000/s");
        pass(5);
        progress.tick(tick(18_010, 0, 500));
        pass(1);
        progress.tick(tick(18_000, 0, 60));
        pass(4);
        progress.tick(tick(17_990, 2, 772));
    }

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private static ForkResult fork(Map<String, Double> figures) {
        return new ForkResult(
                1, 1, "2026-11-21T09:30:00Z", false, 8, figures, Map.of(), List.of(), List.of());
    }

    private static Tick tick(double rate, long errors, double p99) {
        return new Tick(
                1, rate, 18_000, errors, 218.0, p99, 1_690.0, 34.0, 0.27, 145.0, 1L, null, 1, 7L,
                0.832);
    }

    private static String visible(String line) {
        return line.replaceAll("\u001b\\[\\d*[A-Za-z]", "").replace("\r", "");
    }

    /// What stands on the terminal after all that was written.
    private String screen() {
        var lines = new ArrayList<String>();
        int row = 0;
        var parts = Pattern.compile("(?<=\n)|(?=\u001b\\[\\d+A)|(?<=\r)");
        for (var part : parts.splitAsStream(written.toString()).toList()) {
            var up = Pattern.compile("\u001b\\[(\\d+)A").matcher(part);
            if (up.find()) {
                row -= Integer.parseInt(up.group(1));
            }
            if (part.startsWith("\u001b[J")) {
                while (lines.size() > row) {
                    lines.removeLast();
                }
            }
            if (part.endsWith("\n")) {
                while (lines.size() <= row) {
                    lines.add("");
                }
                lines.set(row++, visible(part).stripTrailing());
            }
        }
        return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    }
}
