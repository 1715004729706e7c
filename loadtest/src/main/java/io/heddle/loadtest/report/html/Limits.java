package io.heddle.loadtest.report.html;

import io.heddle.loadtest.report.text.Limitations;

/// What the run does not show, in the same sentences as on a terminal.
final class Limits implements Section {
    @Override
    public String id() {
        return "limits";
    }

    @Override
    public String title() {
        return "What this run does not show";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return true;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        markup.open("ul", "class", "limits");
        Limitations.of(view.result()).forEach(sentence -> markup.element("li", sentence));
        markup.close("ul").line();
    }
}
