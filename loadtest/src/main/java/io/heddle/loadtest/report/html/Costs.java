package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;

/// What a request costs, at the highest rate that every target was offered alike.
final class Costs implements Section {
    @Override
    public String id() {
        return "cost";
    }

    @Override
    public String title() {
        return "Cost of a request";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return !bars(view).isEmpty();
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        int index = 0;
        for (var bars : bars(view)) {
            String legend =
                    bars.switches()
                            ? ""
                            : "<ul class=\"legend\"><li><span class=\"block user\"></span>user mode</li>"
                                    + "<li><span class=\"block system\"></span>kernel</li></ul>";
            ChartFigure.write(
                    markup, view.id("cost-" + index++), bars, legend, bars.table(), detail);
        }
    }

    private static List<CostBars> bars(ScenarioView view) {
        var bars = new ArrayList<CostBars>();
        String label = label(view);
        for (boolean switches : new boolean[] {false, true}) {
            var each = new CostBars(view, label, switches);
            if (each.hasData()) {
                bars.add(each);
            }
        }
        return bars;
    }

    /// The last open window's, or the last one's if none is open.
    private static String label(ScenarioView view) {
        String last = "";
        String open = "";
        for (var target : view.targets()) {
            for (var window : ScenarioView.windows(target)) {
                last = window.label();
                if (window.loop() == WindowResult.Loop.OPEN) {
                    open = last;
                }
            }
        }
        return open.isEmpty() ? last : open;
    }
}
