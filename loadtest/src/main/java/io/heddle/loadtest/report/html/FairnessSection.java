package io.heddle.loadtest.report.html;

/// Whether connections were served alike.
final class FairnessSection implements Section {
    @Override
    public String id() {
        return "fairness";
    }

    @Override
    public String title() {
        return "Fairness";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return view.targets().stream().anyMatch(target -> !FairnessStrip.windows(target).isEmpty());
    }

    @Override
    public boolean secondary() {
        return true;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var strip = new FairnessStrip(view);
        ChartFigure.write(markup, view.id("fairness-strip"), strip, "", strip.table(), detail);
    }
}
