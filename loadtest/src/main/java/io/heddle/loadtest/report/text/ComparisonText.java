package io.heddle.loadtest.report.text;

import io.heddle.loadtest.report.text.Table.Cell;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A comparison for people: what it found, the table, what to doubt.
public final class ComparisonText {
    private final ComparisonResult result;
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private ComparisonText(ComparisonResult result, Style style) {
        this.result = result;
        this.style = style;
    }

    /// The lines, none wider than the style's width, colours not counted.
    public static List<String> lines(ComparisonResult result, Style style) {
        var text = new ComparisonText(result, style);
        text.head();
        text.findings();
        text.table();
        text.checks();
        text.list("Skipped", Ink.WARNING, result.skipped());
        text.list("Notes", Ink.PLAIN, result.notes());
        text.list("What this run does not show", Ink.PLAIN, Limitations.of(result));
        return List.copyOf(text.lines);
    }

    private void head() {
        var plan = result.plan();
        paragraph(
                Ink.STRONG,
                "",
                "",
                "compare %s: %d forks, seed %s, baseline %s, %s"
                        .formatted(
                                result.scenario().id(),
                                plan.forks(),
                                plan.seed(),
                                plan.baseline(),
                                plan.cpuPlan()));
        paragraph(Ink.FAINT, "", "", result.scenario().summary());
        lines.add("");
    }

    private void findings() {
        for (var finding : Findings.of(result)) {
            paragraph(finding.ink(), sign(finding.ink()) + " ", "  ", finding.sentence());
        }
        if (!result.scenario().expectation().isBlank()) {
            lines.add("");
            paragraph(Ink.PLAIN, "Expected: ", "          ", result.scenario().expectation());
            paragraph(Ink.PLAIN, "Found:    ", "          ", Findings.found(result));
        }
        lines.add("");
    }

    private void table() {
        var metrics = result.scenario().metrics();
        if (metrics.isEmpty() || result.targets().isEmpty()) {
            return;
        }
        var head = new ArrayList<>(List.of("target", heading(metrics.getFirst()), "vs baseline"));
        metrics.stream().skip(1).map(ComparisonText::heading).forEach(head::add);
        head.add("valid");
        var table = new Table(head);
        for (var target : result.targets()) {
            table.add(row(target, metrics));
        }
        lines.addAll(table.lines(style));
        paragraph(
                Ink.FAINT,
                "",
                "",
                "Medians of the forks; ratios with %s confidence intervals. %s better, %s worse, %s equivalent, %s inconclusive."
                        .formatted(
                                Findings.confidence(result),
                                style.sign(Verdict.BETTER),
                                style.sign(Verdict.WORSE),
                                style.sign(Verdict.EQUIVALENT),
                                style.sign(Verdict.INCONCLUSIVE)));
    }

    private List<Cell> row(TargetResult target, List<Metric> metrics) {
        var row = new ArrayList<Cell>();
        row.add(Cell.of(target.name()));
        row.add(new Cell(value(target, metrics.getFirst()), Ink.PLAIN));
        row.add(ratio(target));
        for (var metric : metrics.subList(1, metrics.size())) {
            var found = target.metrics().get(metric.id());
            var ratio = found == null ? null : found.ratio();
            var value = value(target, metric);
            row.add(
                    Overload.hides(target, metric)
                                    || ratio == null
                                    || ratio.verdict() == Verdict.BASELINE
                            ? Cell.of(value + "  ")
                            : new Cell(
                                    value + " " + style.sign(ratio.verdict()),
                                    Findings.ink(ratio.verdict())));
        }
        row.add(validity(target));
        return row;
    }

    private Cell ratio(TargetResult target) {
        if (target.name().equals(result.plan().baseline())) {
            return Cell.of("baseline");
        }
        RatioResult ratio = target.ratio();
        if (ratio == null) {
            return new Cell("n/a", Ink.WARNING);
        }
        var interval =
                "%s%% [%s, %s]"
                        .formatted(
                                signed(ratio.value()), signed(ratio.low()), signed(ratio.high()));
        return target.twin()
                ? new Cell("A/A " + interval, Ink.FAINT)
                : new Cell(
                        Findings.word(ratio.verdict()) + " " + interval,
                        Findings.ink(ratio.verdict()));
    }

    private static String signed(double ratio) {
        double percent = (ratio - 1) * 100;
        if (!Double.isFinite(percent)) {
            return "n/a";
        }
        return Figures.format(Math.abs(percent) < 9.95 ? "%+.1f" : "%+.0f", percent);
    }

    private static String value(TargetResult target, Metric metric) {
        var found = target.metrics().get(metric.id());
        if (found == null) {
            return "n/a";
        }
        return Overload.hides(target, metric) ? "overload" : Figures.number(found.median());
    }

    private Cell validity(TargetResult target) {
        if (target.forks().isEmpty()) {
            return new Cell("-", Ink.WARNING);
        }
        if (!target.valid()) {
            return new Cell(("NO " + Findings.checks(target.checks(), Light.RED)).strip(), Ink.BAD);
        }
        return Findings.checks(target.checks(), Light.AMBER).isEmpty()
                ? new Cell("yes", Ink.GOOD)
                : new Cell("amber", Ink.WARNING);
    }

    private void checks() {
        var doubts = Doubt.of(result);
        if (!doubts.isEmpty()) {
            title("Doubtful");
        }
        for (var doubt : doubts) {
            var targets = String.join(", ", doubt.targets());
            lines.addAll(CheckText.lines(doubt.id(), doubt.check(), targets, style));
        }
    }

    private void list(String title, Ink ink, List<String> items) {
        if (!items.isEmpty()) {
            title(title);
            items.forEach(item -> paragraph(ink, "- ", "  ", item));
        }
    }

    private void title(String title) {
        lines.add("");
        lines.add(style.paint(Ink.STRONG, title));
    }

    private void paragraph(Ink ink, String first, String rest, String text) {
        for (var line : Paragraph.wrapped(first, rest, style.shown(text), style.width())) {
            lines.add(style.paint(ink, line));
        }
    }

    /// A metric's title, with its unit if the title does not tell.
    static String heading(Metric metric) {
        return metric.unit().isEmpty()
                        || metric.unit().equals("1/s")
                        || metric.title().contains(metric.unit())
                ? metric.title()
                : metric.title() + " " + metric.unit();
    }

    private String sign(Ink ink) {
        return switch (ink) {
            case GOOD -> style.sign(Verdict.BETTER);
            case BAD -> style.sign(Verdict.WORSE);
            case WARNING -> "!";
            case PLAIN, STRONG, FAINT -> "-";
        };
    }
}
