package io.heddle.loadtest.report.html;

import io.heddle.loadtest.report.text.Findings;

/// What the scenario's authors expected before the run, beside what was found.
final class Expectation {
    private Expectation() {}

    static void write(Markup markup, ScenarioView view) {
        markup.open("div", "class", "pair")
                .open("div", "class", "box")
                .element("h4", "Expected before the run")
                .element("p", view.result().scenario().expectation())
                .close("div")
                .open("div", "class", "box")
                .element("h4", "Found")
                .open("p")
                .text(Findings.found(view.result()))
                .close("p")
                .close("div")
                .close("div")
                .line();
    }
}
