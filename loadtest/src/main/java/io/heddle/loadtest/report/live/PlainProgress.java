package io.heddle.loadtest.report.live;

import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.report.text.Figures;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.report.text.Style;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Tick;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Lines that are written once: for logs and pipes.
final class PlainProgress implements Progress {
    private static final double SECONDS_BETWEEN_TICKS = 5;
    private static final int MOST_FIGURES = 4;

    private final PrintWriter output;
    private final Style style;
    private final Standing standing;
    private List<Metric> metrics = List.of();
    private double lastTick;

    PlainProgress(PrintWriter output, Style style, LongSupplier nanoTime) {
        this.output = output;
        this.style = style;
        this.standing = new Standing(nanoTime);
    }

    @Override
    public void begins(Outline plan) {
        standing.begins(plan);
        metrics = plan.metrics();
        line(
                "compare %s: %d blocks of %d targets, about %s, seed %s"
                        .formatted(
                                plan.scenario(),
                                plan.order().size(),
                                plan.order().isEmpty() ? 0 : plan.order().getFirst().size(),
                                Durations.format(plan.total()),
                                standing.seed()));
    }

    @Override
    public void pilotBegins(String target) {
        standing.pilotBegins(target);
        line(String.join(", ", standing.place().stream().skip(1).toList()));
        lastTick = standing.seconds();
    }

    @Override
    public void forkBegins(String target, int block, int position) {
        standing.forkBegins(target, block, position);
        lastTick = standing.seconds();
    }

    @Override
    public void phase(String name) {
        standing.phase(name);
    }

    @Override
    public void tick(Tick tick) {
        double now = standing.seconds();
        if (now - lastTick < SECONDS_BETWEEN_TICKS) {
            return;
        }
        lastTick = now;
        var parts = new ArrayList<String>();
        if (tick.offered() > 0) {
            parts.add("offered " + Figures.number(tick.offered()) + "/s");
        }
        parts.add("achieved " + Figures.number(tick.rate()) + "/s");
        var p99 = tick.p99Us();
        parts.add("p99 " + (p99 == null ? "n/a" : Figures.micros(p99)));
        parts.add("errors " + tick.errors());
        line(
                "  %s, %s: %s"
                        .formatted(standing.target(), standing.phase(), String.join(", ", parts)));
    }

    @Override
    public void forkEnds(String target, ForkResult fork) {
        standing.forkEnds(target, fork);
        var figures = new ArrayList<String>();
        for (var metric : metrics) {
            var value = fork.figures().get(metric.id());
            if (value != null && figures.size() < MOST_FIGURES) {
                figures.add(metric.title() + " " + Figures.number(value));
            }
        }
        if (!fork.steady()) {
            figures.add("not steady");
        }
        over("block %d, %s: %s".formatted(fork.block(), target, String.join(", ", figures)));
    }

    @Override
    public void forkFails(String target, String problem) {
        standing.forkFails();
        over("%s FAILED: %s".formatted(target, problem));
    }

    @Override
    public void problem(String line) {
        line(line);
    }

    @Override
    public void close() {
        output.flush();
    }

    private void over(String text) {
        line(
                "[%d/%d] %s (%s; ETA %s)"
                        .formatted(
                                standing.forksOver(),
                                standing.forks(),
                                text,
                                Durations.format(Duration.ofSeconds(standing.inFork().toSeconds())),
                                standing.remaining()));
    }

    private void line(String text) {
        output.print(style.shown(text) + "\n");
        output.flush();
    }
}
