package io.heddle.loadtest.report.text;

import io.heddle.loadtest.report.text.Table.Cell;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.DifferenceResult;
import io.heddle.loadtest.result.DifferenceRow;
import io.heddle.loadtest.result.Verdict;
import io.heddle.loadtest.statistics.Difference;
import java.util.ArrayList;
import java.util.List;

/// What changed between two comparisons, for people and as it is stored.
public final class DifferenceText {
    private DifferenceText() {}

    /// The lines, none wider than the style's width, colours not counted; what became worse first.
    public static List<String> lines(Difference difference, Style style) {
        var lines = new ArrayList<String>();
        sentences(difference, style, lines);
        if (!difference.rows().isEmpty()) {
            lines.add("");
            lines.addAll(table(difference).lines(style));
        }
        if (!difference.remarks().isEmpty()) {
            lines.add("");
            lines.add(style.paint(Ink.STRONG, "Also different"));
            difference.remarks().forEach(remark -> add(lines, style, Ink.WARNING, "- ", remark));
        }
        return List.copyOf(lines);
    }

    /// The same as it is stored.
    ///
    /// @param tool name and version
    public static DifferenceResult result(
            Difference difference, String tool, ComparisonResult before, ComparisonResult after) {
        return new DifferenceResult(
                ComparisonResult.SCHEMA,
                "diff",
                tool,
                before.startedAt(),
                after.startedAt(),
                difference.hasRegression(),
                difference.rows().stream()
                        .map(row ->
                                new DifferenceRow(
                                        row.target(),
                                        row.metric(),
                                        row.before(),
                                        row.after(),
                                        row.ratio(),
                                        row.isRegression()))
                        .toList(),
                difference.remarks());
    }

    private static void sentences(Difference difference, Style style, List<String> lines) {
        for (var verdict : List.of(Verdict.WORSE, Verdict.BETTER)) {
            for (var row : difference.rows()) {
                if (row.ratio().verdict() == verdict) {
                    add(
                            lines,
                            style,
                            Findings.ink(verdict),
                            style.sign(verdict) + " ",
                            "%s became %s: %s %s (%s before, %s after)."
                                    .formatted(
                                            row.target(),
                                            Findings.word(verdict),
                                            row.metric().title(),
                                            Findings.change(row.ratio()),
                                            Figures.number(row.before()),
                                            Figures.number(row.after())));
                }
            }
        }
        if (lines.isEmpty()) {
            add(lines, style, Ink.PLAIN, "- ", "Nothing became better or worse beyond doubt.");
        }
    }

    private static Table table(Difference difference) {
        var table = new Table(List.of("target", "metric", "before", "after", "change", "verdict"));
        for (var row : difference.rows()) {
            var verdict = row.ratio().verdict();
            table.add(
                    List.of(
                            Cell.of(row.target()),
                            Cell.of(ComparisonText.heading(row.metric())),
                            Cell.of(Figures.number(row.before())),
                            Cell.of(Figures.number(row.after())),
                            Cell.of(Findings.change(row.ratio())),
                            new Cell(Findings.word(verdict), Findings.ink(verdict))));
        }
        return table;
    }

    private static void add(List<String> lines, Style style, Ink ink, String first, String text) {
        for (var line :
                Paragraph.wrapped(
                        first, " ".repeat(first.length()), style.shown(text), style.width())) {
            lines.add(style.paint(ink, line));
        }
    }
}
