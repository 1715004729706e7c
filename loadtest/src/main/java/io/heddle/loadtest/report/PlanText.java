package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Load;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.quantity.Sizes;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A plan in words, before it runs.
public final class PlanText {
    private PlanText() {}

    /// What is about to be measured, under which conditions, and what is expected of it.
    public static List<String> summary(Plan plan) {
        var load = plan.load();
        var jvm = plan.servers().jvm();
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s · %s · %,d connections · closed loop on loopback · %s of %s"
                                + " · seed %d",
                        load.scenario().id(),
                        Sizes.format(load.payloadBytes()),
                        load.connections(),
                        plan.rounds() == 1 ? "1 round" : plan.rounds() + " rounds",
                        Durations.format(load.window()),
                        plan.seed()));
        lines.add(
                "%s · %s heap · %s · buffer %s · JDK %s"
                        .formatted(
                                plan.servers().cpus().describe(),
                                Sizes.format(jvm.heapBytes()),
                                jvm.collector(),
                                Sizes.format(plan.servers().bufferBytes()),
                                System.getProperty("java.version")));
        var remark = plan.servers().cpus().remark();
        if (!remark.isEmpty()) {
            lines.add("note: " + remark);
        }
        lines.add("expected: " + load.scenario().expectation());
        return lines;
    }

    /// The order of the forks, what each does, and the time it all takes.
    public static List<String> details(Plan plan) {
        var lines = new ArrayList<>(summary(plan));
        lines.add("");
        int round = 1;
        for (var order : plan.order()) {
            lines.add(
                    "round %d: %s"
                            .formatted(
                                    round++,
                                    order.stream()
                                            .map(Entry::name)
                                            .collect(Collectors.joining(", "))));
        }
        lines.add("each: " + forkText(plan.load()));
        lines.add("baseline: " + plan.baseline().name());
        for (var entry : plan.entries()) {
            lines.add(
                    "%s: %s"
                            .formatted(
                                    entry.name(),
                                    String.join(" ", plan.servers().command(entry.target()))));
        }
        lines.add(
                "time: about %s for %d forks of about %s"
                        .formatted(
                                Durations.format(plan.time().truncatedTo(ChronoUnit.SECONDS)),
                                plan.rounds() * plan.entries().size(),
                                Durations.format(plan.forkTime())));
        return lines;
    }

    private static String forkText(Load load) {
        var warmUp = load.warmUp();
        var parts = new ArrayList<String>();
        parts.add("fresh JVM, verify");
        parts.add(
                warmUp.untilSteady()
                        ? "warm-up %s to %s until steady"
                                .formatted(
                                        Durations.format(warmUp.atLeast()),
                                        Durations.format(warmUp.atMost()))
                        : "warm-up " + Durations.format(warmUp.atLeast()));
        parts.add("measure " + Durations.format(load.window()));
        if (!load.idleCrowds().isEmpty()) {
            parts.add("heap with %s idle connections".formatted(load.idleCrowds()));
        }
        return String.join(", ", parts);
    }
}
