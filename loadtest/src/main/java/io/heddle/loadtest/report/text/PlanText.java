package io.heddle.loadtest.report.text;

import io.heddle.loadtest.quantity.Durations;
import java.util.ArrayList;
import java.util.List;

/// What a comparison would do, for `--dry-run`.
public final class PlanText {
    private PlanText() {}

    /// The lines, none wider than the style's width, colours not counted.
    public static List<String> lines(Outline plan, Style style) {
        var lines = new ArrayList<String>();
        add(
                lines,
                style,
                "",
                "compare %s: %d blocks, %d forks, seed %d, %s"
                        .formatted(
                                plan.scenario(),
                                plan.order().size(),
                                plan.forks(),
                                plan.seed(),
                                plan.cpuPlan()));
        if (!plan.expectation().isBlank()) {
            add(lines, style, "expected   ", plan.expectation());
        }
        if (!plan.pilots().isEmpty()) {
            add(lines, style, "pilot      ", String.join(", ", plan.pilots()));
        }
        int block = 1;
        for (var targets : plan.order()) {
            add(lines, style, "block %-5d".formatted(block++), String.join(", ", targets));
        }
        add(lines, style, "each fork  ", "about " + Durations.format(plan.forkTime()));
        add(lines, style, "total      ", "about " + Durations.format(plan.total()));
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, Style style, String label, String text) {
        lines.addAll(
                Paragraph.wrapped(
                        label, " ".repeat(label.length()), style.shown(text), style.width()));
    }
}
