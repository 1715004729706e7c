package io.heddle.loadtest.report.html;

/// A part of the page.
interface Section {
    /// Unique within a scenario.
    String id();

    String title();

    /// Whether there is anything to show.
    boolean applies(ScenarioView view);

    /// Whether it is left out where the page would grow too large.
    default boolean secondary() {
        return false;
    }

    void write(Markup markup, ScenarioView view, Detail detail);
}
