package io.heddle.loadtest.report.live;

import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.report.text.Figures;
import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How far a comparison has come.
final class Standing {
    private final LongSupplier nanoTime;
    private final long begin;
    private final Map<String, List<Double>> headlines = new LinkedHashMap<>();
    private @Nullable Outline plan;
    private String target = "";
    private String phase = "";
    private int block;
    private int position;
    private boolean pilot;
    private boolean running;
    private int pilotsBegun;
    private int forksOver;
    private long forkBegin;
    private long forkNanosOver;
    private int forksMeasured;

    Standing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.forkBegin = begin;
    }

    void begins(Outline outline) {
        plan = outline;
    }

    void pilotBegins(String name) {
        pilot = true;
        pilotsBegun++;
        target = name;
        phase = "pilot";
        running = true;
        forkBegin = nanoTime.getAsLong();
    }

    void forkBegins(String name, int inBlock, int atPosition) {
        pilot = false;
        target = name;
        block = inBlock;
        position = atPosition;
        phase = "starting";
        running = true;
        forkBegin = nanoTime.getAsLong();
    }

    void phase(String name) {
        phase = name;
    }

    void forkEnds(String name, ForkResult fork) {
        running = false;
        forksOver++;
        forksMeasured++;
        forkNanosOver += nanoTime.getAsLong() - forkBegin;
        var headline = headline();
        var value = headline == null ? null : fork.figures().get(headline.id());
        if (value != null) {
            headlines.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
    }

    /// The target's forks in later blocks will not come.
    void forkFails() {
        running = false;
        var outline = plan;
        int blocks = outline == null ? 0 : outline.order().size();
        forksOver += pilot ? blocks : Math.max(0, blocks - block) + 1;
    }

    String target() {
        return target;
    }

    String phase() {
        return phase;
    }

    int forksOver() {
        return forksOver;
    }

    int forks() {
        return plan == null ? 0 : plan.forks();
    }

    double seconds() {
        return (nanoTime.getAsLong() - begin) / 1e9;
    }

    Duration inFork() {
        return Duration.ofNanos(nanoTime.getAsLong() - forkBegin);
    }

    /// As planned; zero if there is no plan.
    Duration forkTime() {
        return plan == null ? Duration.ZERO : pilot ? plan.pilotTime() : plan.forkTime();
    }

    /// `compare echo - block 3/6 - heddle (2 of 9)`.
    List<String> place() {
        var outline = plan;
        if (outline == null) {
            return List.of("compare", target);
        }
        var title = "compare " + outline.scenario();
        if (pilot) {
            return List.of(
                    title, "pilot %d/%d".formatted(pilotsBegun, outline.pilots().size()), target);
        }
        if (block == 0) {
            return List.of(title);
        }
        int size = outline.order().isEmpty() ? 0 : outline.order().getFirst().size();
        return List.of(
                title,
                "block %d/%d".formatted(block, outline.order().size()),
                "%s (%d of %d)".formatted(target, position, size));
    }

    /// About how long it still takes, from the forks so far; from the plan before the first.
    String remaining() {
        var outline = plan;
        if (outline == null) {
            return "";
        }
        long each =
                forksMeasured == 0 ? outline.forkTime().toNanos() : forkNanosOver / forksMeasured;
        long nanos = each * Math.max(0, outline.forks() - forksOver);
        if (pilot || block == 0) {
            int pilots = outline.pilots().size() - pilotsBegun + (pilot ? 1 : 0);
            nanos += outline.pilotTime().toNanos() * Math.max(0, pilots);
        }
        if (running) {
            nanos -= Math.min(inFork().toNanos(), forkTime().toNanos());
        }
        long seconds = Math.max(0, Math.round(nanos / 1e9));
        return Durations.format(Duration.ofSeconds(seconds == 0 ? 1 : seconds));
    }

    /// As it is typed to run the same again; empty without a plan.
    String seed() {
        return plan == null ? "" : Long.toString(plan.seed());
    }

    @Nullable Metric headline() {
        return plan == null || plan.metrics().isEmpty() ? null : plan.metrics().getFirst();
    }

    /// The targets' headline so far: `netty-epoll 11.8 heddle 14.9 (CPU us/req, median so far)`.
    String done() {
        var headline = headline();
        if (headline == null || headlines.isEmpty()) {
            return "nothing yet";
        }
        return headlines.entrySet().stream()
                        .map(each -> each.getKey() + " " + Figures.number(median(each.getValue())))
                        .collect(Collectors.joining("  "))
                + " (%s, median so far)".formatted(headline.title());
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
