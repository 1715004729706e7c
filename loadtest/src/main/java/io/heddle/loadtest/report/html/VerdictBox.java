package io.heddle.loadtest.report.html;

import io.heddle.loadtest.report.text.Findings;
import io.heddle.loadtest.report.text.Ink;

/// What was found, in the same sentences as on a terminal: made from the verdicts alone, so that no
/// target's name makes its losses quieter than another's.
final class VerdictBox implements Section {
    @Override
    public String id() {
        return "verdict";
    }

    @Override
    public String title() {
        return "Verdict";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return true;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        markup.open("div", "class", "verdict box").open("ul", "class", "sentences");
        for (var finding : Findings.of(view.result())) {
            markup.open("li").element(element(finding.ink()), finding.sentence());
            markup.close("li").line();
        }
        markup.close("ul").close("div").line();
        new GlanceTable(view).write(markup);
        Expectation.write(markup, view);
    }

    /// Losses and caveats stand out no less than gains.
    private static String element(Ink ink) {
        return switch (ink) {
            case GOOD, BAD, WARNING, STRONG -> "strong";
            case PLAIN, FAINT -> "span";
        };
    }
}
