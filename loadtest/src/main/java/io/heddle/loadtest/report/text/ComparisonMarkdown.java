package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A comparison as Markdown that fits into a pull request: every number with its interval.
public final class ComparisonMarkdown {
    private static final int COLUMN_AFTER_NAME_AND_RATIO = 2;

    private final ComparisonResult result;
    private final StringBuilder markdown = new StringBuilder();

    private ComparisonMarkdown(ComparisonResult result) {
        this.result = result;
    }

    /// The text; lines end in `\n`.
    public static String of(ComparisonResult result) {
        var markdown = new ComparisonMarkdown(result);
        markdown.all();
        return markdown.markdown.toString().stripTrailing() + "\n";
    }

    private void all() {
        line("## " + escaped("compare " + result.scenario().id()));
        line("");
        list(Findings.of(result).stream().map(Finding::sentence).toList());
        if (!result.scenario().expectation().isBlank()) {
            line("**Expected before the run:** " + escaped(result.scenario().expectation()));
            line("");
        }
        table();
        var plan = result.plan();
        line(
                escaped(
                        "%d forks, seed %d, %s confidence intervals of the medians, loopback, %s, profile %s, %s."
                                .formatted(
                                        plan.forks(),
                                        plan.seed(),
                                        Findings.confidence(result),
                                        plan.cpuPlan(),
                                        plan.profile(),
                                        result.tool())));
        line("");
        titled("Doubtful", Doubt.of(result).stream().map(ComparisonMarkdown::doubt).toList());
        titled("Skipped", result.skipped());
        titled("Notes", result.notes());
        titled("What this run does not show", Limitations.of(result));
    }

    private void table() {
        var metrics = result.scenario().metrics();
        if (metrics.isEmpty() || result.targets().isEmpty()) {
            return;
        }
        var head = new ArrayList<String>();
        head.add("target");
        metrics.forEach(metric -> head.add(ComparisonText.heading(metric)));
        head.add(COLUMN_AFTER_NAME_AND_RATIO, "vs " + result.plan().baseline());
        head.add("valid");
        row(head);
        line("|---".repeat(head.size()) + "|");
        for (var target : result.targets()) {
            var cells = new ArrayList<String>();
            cells.add(target.name());
            metrics.forEach(metric -> cells.add(cell(target, metric)));
            cells.add(COLUMN_AFTER_NAME_AND_RATIO, ratio(target));
            cells.add(validity(target));
            row(cells);
        }
        line("");
    }

    /// The median with its interval; other metrics than the headline with their verdict, too.
    private String cell(TargetResult target, Metric metric) {
        var found = target.metrics().get(metric.id());
        if (found == null) {
            return "n/a";
        }
        if (Overload.hides(target, metric)) {
            return "unbounded (overload)";
        }
        var value =
                "%s [%s, %s]"
                        .formatted(
                                Figures.number(found.median()),
                                Figures.number(found.low()),
                                Figures.number(found.high()));
        var ratio = found.ratio();
        boolean told =
                ratio == null
                        || ratio.verdict() == Verdict.BASELINE
                        || target.twin()
                        || metric.equals(result.scenario().metrics().getFirst());
        return told || ratio == null ? value : value + " " + Findings.word(ratio.verdict());
    }

    private String ratio(TargetResult target) {
        if (target.name().equals(result.plan().baseline())) {
            return "baseline";
        }
        var ratio = target.ratio();
        if (ratio == null) {
            return "n/a";
        }
        return target.twin()
                ? Findings.change(ratio) + " (A/A)"
                : Findings.word(ratio.verdict()) + " " + Findings.change(ratio);
    }

    private static String validity(TargetResult target) {
        if (target.forks().isEmpty()) {
            return "-";
        }
        if (!target.valid()) {
            return ("**NO** " + Findings.checks(target.checks(), Light.RED)).strip();
        }
        var amber = Findings.checks(target.checks(), Light.AMBER);
        return amber.isEmpty() ? "yes" : "amber " + amber;
    }

    private static String doubt(Doubt doubt) {
        var check = doubt.check();
        var why = check.why().endsWith(".") ? check.why() : check.why() + ".";
        return "%s %s, %s (%s): %s%s"
                .formatted(
                        CheckText.word(check.light()),
                        doubt.id(),
                        check.title(),
                        String.join(", ", doubt.targets()),
                        why,
                        check.advice().isBlank() ? "" : " " + check.advice());
    }

    private void titled(String title, List<String> items) {
        if (!items.isEmpty()) {
            line("### " + title);
            line("");
            list(items);
        }
    }

    private void list(List<String> items) {
        items.forEach(item -> line("- " + escaped(item)));
        line("");
    }

    private void row(List<String> cells) {
        var row = new StringBuilder("|");
        for (var cell : cells) {
            row.append(' ').append(cell.startsWith("**") ? cell : escaped(cell)).append(" |");
        }
        line(row.toString());
    }

    private void line(String text) {
        markdown.append(text).append('\n');
    }

    /// So that no name or message becomes markup, a column or a line.
    private static String escaped(String text) {
        return Characters.shown(text, true).replaceAll("[\\\\|<>`*_#]", "\\\\$0");
    }
}
