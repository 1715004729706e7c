package io.heddle.loadtest.report.live;

import io.heddle.loadtest.report.text.Figures;
import io.heddle.loadtest.report.text.Ink;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.Style;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Tick;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A few lines on a terminal that are drawn again with each tick.
///
/// The cursor is never hidden and rests below the panel between two drawings, so that nothing must
/// be restored, however the program ends.
final class PanelProgress implements Progress {
    private static final String UP = "\u001b[%dA";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final int BAR_COLUMNS = 20;
    private static final int SPARK_COLUMNS = 30;

    private final PrintWriter output;
    private final Style style;
    private final Terminal terminal;
    private final Standing standing;
    private final Sparkline tail = new Sparkline();
    private @Nullable Tick last;
    private int columns;
    private int drawn;

    PanelProgress(PrintWriter output, Style style, Terminal terminal, LongSupplier nanoTime) {
        this.output = output;
        this.style = style;
        this.terminal = terminal;
        this.standing = new Standing(nanoTime);
        this.columns = terminal.width();
    }

    @Override
    public void begins(Outline plan) {
        standing.begins(plan);
        draw();
    }

    @Override
    public void pilotBegins(String target) {
        standing.pilotBegins(target);
        begin();
    }

    @Override
    public void forkBegins(String target, int block, int position) {
        standing.forkBegins(target, block, position);
        begin();
    }

    @Override
    public void phase(String name) {
        standing.phase(name);
        last = null;
        draw();
    }

    @Override
    public void tick(Tick tick) {
        last = tick;
        var p99 = tick.p99Us();
        if (p99 != null) {
            tail.add(standing.seconds(), p99);
        }
        draw();
    }

    @Override
    public void forkEnds(String target, ForkResult fork) {
        standing.forkEnds(target, fork);
        last = null;
        draw();
    }

    @Override
    public void forkFails(String target, String problem) {
        standing.forkFails();
        problem(target + ": " + problem);
    }

    @Override
    public void problem(String line) {
        var text = new StringBuilder(erased());
        text.append(style.paint(Ink.BAD, style.shown(line))).append(ERASE_LINE).append('\n');
        drawn = 0;
        output.print(text);
        draw();
    }

    @Override
    public void close() {
        output.print(erased());
        output.flush();
        drawn = 0;
    }

    /// Between two windows there is time to ask for the terminal's width.
    private void begin() {
        last = null;
        columns = terminal.width();
        draw();
    }

    private String erased() {
        return drawn == 0 ? "" : UP.formatted(drawn) + "\r" + ERASE_BELOW;
    }

    private void draw() {
        var text = new StringBuilder(drawn == 0 ? "" : UP.formatted(drawn) + "\r");
        var lines = lines();
        for (var line : lines) {
            text.append(line).append(ERASE_LINE).append('\n');
        }
        text.append(ERASE_BELOW);
        drawn = lines.size();
        output.print(text);
        output.flush();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(style.paint(Ink.STRONG, cut(head())));
        lines.add(cut(" " + rates(last)));
        lines.add(cut(latency(last)));
        lines.add(cut(" " + server(last)));
        lines.add(style.paint(Ink.FAINT, cut(" done: " + standing.done())));
        return lines;
    }

    /// On a narrow terminal the seed, then the bar, then the title give way.
    private String head() {
        var place = standing.place();
        var now = new ArrayList<String>(place.subList(1, place.size()));
        if (!standing.phase().isEmpty()) {
            now.add(standing.phase());
        }
        var title = List.of(place.getFirst());
        var bar = bar().isEmpty() ? List.<String>of() : List.of(bar());
        var remaining =
                standing.remaining().isEmpty()
                        ? List.<String>of()
                        : List.of("ETA " + standing.remaining());
        var seed =
                standing.seed().isEmpty() ? List.<String>of() : List.of("seed " + standing.seed());
        for (var parts :
                List.of(
                        List.of(title, now, bar, remaining, seed),
                        List.of(title, now, bar, remaining),
                        List.of(title, now, remaining))) {
            var head = joined(parts);
            if (head.length() < columns) {
                return head;
            }
        }
        return joined(List.of(now, remaining));
    }

    private String joined(List<List<String>> parts) {
        var dot = style.unicode() ? " · " : " - ";
        return parts.stream().flatMap(List::stream).collect(Collectors.joining(dot));
    }

    /// How much of the fork's planned time is over.
    private String bar() {
        double whole = standing.forkTime().toMillis() / 1e3;
        if (whole <= 0) {
            return "";
        }
        double over = standing.inFork().toMillis() / 1e3;
        int full = Math.clamp(Math.round(over / whole * BAR_COLUMNS), 0, BAR_COLUMNS);
        return (style.unicode() ? "━" : "=").repeat(full)
                + (style.unicode() ? "─" : "-").repeat(BAR_COLUMNS - full)
                + " %.0f/%.0f s".formatted(Math.min(over, 9_999), whole);
    }

    private static String rates(@Nullable Tick tick) {
        if (tick == null) {
            return "-";
        }
        var lag = tick.sendLagP99Us();
        return "%sachieved %s/s  errors %d%s"
                .formatted(
                        tick.offered() > 0
                                ? "offered " + Figures.number(tick.offered()) + "/s  "
                                : "",
                        Figures.number(tick.rate()),
                        tick.errors(),
                        lag == null ? "" : "  send lag p99 " + Figures.micros(lag));
    }

    private String latency(@Nullable Tick tick) {
        var text = new StringBuilder(" response");
        if (tick != null) {
            time(text, "p50", tick.p50Us());
            time(text, "p99", tick.p99Us());
            time(text, "max", tick.maxUs());
        }
        var spark = tail.text(SPARK_COLUMNS, style.unicode());
        if (!spark.isEmpty()) {
            text.append("  ").append(spark).append("  p99 last 60 s");
        }
        return text.toString();
    }

    private static void time(StringBuilder text, String name, @Nullable Double micros) {
        text.append("  ").append(name).append(' ');
        text.append(micros == null ? "n/a" : Figures.micros(micros));
    }

    private static String server(@Nullable Tick tick) {
        if (tick == null) {
            return "server";
        }
        var text = new StringBuilder("server");
        amount(text, "cpu", tick.serverCores(), "cores");
        amount(text, "rss", tick.rssMib(), "MiB");
        count(text, "gc", tick.gcCount());
        count(text, "jit ms", tick.jitMs());
        count(text, "vt mounted", tick.vtMounted());
        count(text, "queued", tick.vtQueued());
        var busy = tick.hostBusy();
        if (busy != null) {
            text.append("  host busy ").append(Figures.percent(busy));
        }
        return text.toString();
    }

    private static void amount(
            StringBuilder text, String name, @Nullable Double amount, String unit) {
        if (amount != null) {
            text.append("  %s %s %s".formatted(name, Figures.number(amount), unit));
        }
    }

    private static void count(StringBuilder text, String name, @Nullable Number count) {
        if (count != null) {
            text.append("  ").append(name).append(' ').append(Figures.count(count.longValue()));
        }
    }

    /// One column stays free: some terminals begin a new line when the last is filled.
    private String cut(String line) {
        var shown = style.shown(line);
        return shown.length() < columns ? shown : shown.substring(0, columns - 1);
    }
}
