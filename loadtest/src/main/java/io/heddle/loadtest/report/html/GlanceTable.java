package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;

/// All targets and metrics at once: the median with its interval, and the verdict.
///
/// @param view the comparison
record GlanceTable(ScenarioView view) {
    void write(Markup markup) {
        String caption =
                "Medians over the forks, each with its "
                        + NumberText.share(view.result().plan().confidence())
                        + " interval and the change against "
                        + view.baseline();
        markup.open(
                        "div",
                        "class",
                        "scroll",
                        "tabindex",
                        "0",
                        "role",
                        "region",
                        "aria-label",
                        caption)
                .open("table", "class", "glance")
                .element("caption", caption)
                .open("thead")
                .open("tr")
                .element("th", "target", "scope", "col")
                .element("th", "valid", "scope", "col");
        view.metrics()
                .forEach(metric -> markup.element("th", NumberText.title(metric), "scope", "col"));
        markup.close("tr").close("thead").open("tbody");
        for (var target : view.targets()) {
            markup.open("tr", "class", target.twin() ? "twin" : "row")
                    .open("th", "scope", "row")
                    .markup(view.style(target).swatch())
                    .text(target.name());
            if (target.twin()) {
                markup.element("span", " A/A", "class", "quiet");
            }
            markup.close("th")
                    .open("td", "class", "valid")
                    .markup(Look.sign(target.valid() ? Light.GREEN : Light.RED))
                    .text(target.valid() ? " yes" : " no")
                    .close("td");
            view.metrics().forEach(metric -> cell(markup, target, metric));
            markup.close("tr");
        }
        markup.close("tbody").close("table").close("div").line();
    }

    private static void cell(Markup markup, TargetResult target, Metric metric) {
        var found = ScenarioView.metric(target, metric);
        markup.open("td");
        if (ScenarioView.isUnbounded(target, metric)) {
            markup.element("span", "unbounded (overload)", "class", "warn");
        } else if (found == null) {
            markup.text(NumberText.NONE + " (n=" + target.forks().size() + ")");
        } else {
            markup.element("span", NumberText.of(found.median(), metric.unit()), "class", "main")
                    .element(
                            "span",
                            NumberText.interval(found.low(), found.high(), metric.unit()),
                            "class",
                            "quiet");
            var ratio = found.ratio();
            if (ratio != null) {
                markup.open("span", "class", "call").markup(Look.chip(ratio.verdict()));
                if (ratio.verdict() != Verdict.BASELINE) {
                    markup.text(" " + NumberText.change(ratio.value()));
                }
                markup.close("span");
            }
        }
        markup.close("td");
    }
}
