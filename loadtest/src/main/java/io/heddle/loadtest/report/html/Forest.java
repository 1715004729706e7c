package io.heddle.loadtest.report.html;

/// The forest plots, one for each metric.
final class Forest implements Section {
    @Override
    public String id() {
        return "forest";
    }

    @Override
    public String title() {
        return "Against the baseline";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return !view.metrics().isEmpty() && view.targets().size() > 1;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        markup.open("p", "class", "hint")
                .text(
                        "The shape is the median of the blocks' ratios, the line its interval, the small"
                                + " dots the blocks. A verdict needs the whole line outside the shaded zone.")
                .close("p");
        int index = 0;
        for (var metric : view.metrics().stream().limit(detail.forests).toList()) {
            var plot = new ForestPlot(view, metric);
            ChartFigure.write(markup, view.id("forest-" + index++), plot, "", plot.table(), detail);
        }
    }
}
