package io.heddle.loadtest.report.live;

import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.Tick;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// A JSON object for each event, one a line; `t` is seconds since the beginning.
final class JsonProgress implements Progress {
    private final PrintWriter output;
    private final LongSupplier nanoTime;
    private final long begin;

    private record Begins(
            double t,
            String event,
            String scenario,
            List<List<String>> order,
            double totalS,
            long seed) {}

    private record ForkBegins(double t, String event, String target, int block, int position) {}

    private record Named(double t, String event, String name) {}

    private record Ticked(double t, String event, Tick tick) {}

    private record ForkEnds(
            double t,
            String event,
            String target,
            int block,
            boolean steady,
            Map<String, Double> figures) {}

    private record Failed(double t, String event, String target, String problem) {}

    JsonProgress(PrintWriter output, LongSupplier nanoTime) {
        this.output = output;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public void begins(Outline plan) {
        line(
                new Begins(
                        t(),
                        "begins",
                        plan.scenario(),
                        plan.order(),
                        plan.total().toMillis() / 1e3,
                        plan.seed()));
    }

    @Override
    public void pilotBegins(String target) {
        line(new Named(t(), "pilot_begins", target));
    }

    @Override
    public void forkBegins(String target, int block, int position) {
        line(new ForkBegins(t(), "fork_begins", target, block, position));
    }

    @Override
    public void phase(String name) {
        line(new Named(t(), "phase", name));
    }

    @Override
    public void tick(Tick tick) {
        line(new Ticked(t(), "tick", tick));
    }

    @Override
    public void forkEnds(String target, ForkResult fork) {
        line(new ForkEnds(t(), "fork_ends", target, fork.block(), fork.steady(), fork.figures()));
    }

    @Override
    public void forkFails(String target, String problem) {
        line(new Failed(t(), "fork_fails", target, problem));
    }

    @Override
    public void problem(String line) {
        line(new Named(t(), "problem", line));
    }

    @Override
    public void close() {
        output.flush();
    }

    private double t() {
        return Math.round((nanoTime.getAsLong() - begin) / 1e6) / 1e3;
    }

    private void line(Record event) {
        output.print(ResultFiles.jsonLine(event) + "\n");
        output.flush();
    }
}
