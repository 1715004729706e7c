package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.TargetResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What happened when: as small lines in tables, and with script as linked charts.
final class Timelines implements Section {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MathContext DIGITS = new MathContext(3);

    @Override
    public String id() {
        return "timelines";
    }

    @Override
    public String title() {
        return "Timelines";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return view.targets().stream()
                .flatMap(target -> target.forks().stream())
                .anyMatch(fork -> !Timeline.of(fork, 1).times().isEmpty());
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        int drawn = Math.min(detail.forks, view.result().plan().forks());
        markup.open("p", "class", "hint")
                .text(
                        "Each fork's warm-up and windows one after the other. "
                                + bound(view, detail, drawn))
                .close("p");
        if (drawn == 0) {
            return;
        }
        markup.open("div", "class", "timelines", "data-timelines", view.id("timeline-data"))
                .close("div");
        markup.open("script", "type", "application/json", "id", view.id("timeline-data"))
                .markup(json(view, detail))
                .close("script")
                .line();
        for (var target : view.targets()) {
            table(markup, target, detail);
        }
    }

    private static String bound(ScenarioView view, Detail detail, int drawn) {
        String what =
                drawn == 0
                        ? "This report holds so much that no timeline fits; series.ndjson has all."
                        : "At most " + detail.timelinePoints + " points of a fork are drawn";
        if (drawn == 0) {
            return what;
        }
        return drawn < view.result().plan().forks()
                ? what + ", of the first " + drawn + " forks of each target; series.ndjson has all."
                : what + "; series.ndjson has all.";
    }

    private static List<ForkResult> forks(TargetResult target, Detail detail) {
        return target.forks().subList(0, Math.min(detail.forks, target.forks().size()));
    }

    private static void table(Markup markup, TargetResult target, Detail detail) {
        var forks = forks(target, detail);
        if (forks.isEmpty()) {
            return;
        }
        String caption = "Timelines of " + target.name() + ": a line and its range for each fork";
        markup.open("details", "class", "numbers sparks", "open", "open")
                .element("summary", "Small lines: " + target.name())
                .open(
                        "div",
                        "class",
                        "scroll",
                        "tabindex",
                        "0",
                        "role",
                        "region",
                        "aria-label",
                        caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .open("tr")
                .element("th", "series", "scope", "col");
        forks.forEach(fork -> markup.element("th", "fork " + fork.block(), "scope", "col"));
        markup.close("tr").close("thead").open("tbody");
        var lines = forks.stream().map(fork -> Timeline.of(fork, detail.sparklinePoints)).toList();
        for (var series : TimelineSeries.values()) {
            row(markup, series, lines.stream().map(line -> line.values(series)).toList());
        }
        markup.close("tbody").close("table").close("div").close("details").line();
    }

    private static void row(
            Markup markup, TimelineSeries series, List<List<@Nullable Double>> lines) {
        double greatest =
                lines.stream()
                        .flatMap(List::stream)
                        .filter(Objects::nonNull)
                        .mapToDouble(value -> value)
                        .max()
                        .orElse(Double.NaN);
        if (Double.isNaN(greatest)) {
            return;
        }
        markup.open("tr").element("th", series.title, "scope", "row");
        for (var values : lines) {
            markup.open("td")
                    .markup(Sparkline.draw(values, greatest))
                    .element("span", Sparkline.range(values, series.unit), "class", "quiet")
                    .close("td");
        }
        markup.close("tr");
    }

    /// The data for the script: within an element, so nothing in it may look like a tag.
    private static String json(ScenarioView view, Detail detail) {
        var targets = new ArrayList<Map<String, Object>>();
        for (var target : view.targets()) {
            var forks = new ArrayList<Map<String, Object>>();
            for (var fork : forks(target, detail)) {
                forks.add(fork(fork, detail));
            }
            targets.add(named(target, forks));
        }
        return JSON.writeValueAsString(targets)
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    private static Map<String, Object> named(TargetResult target, List<Map<String, Object>> forks) {
        var named = new LinkedHashMap<String, Object>();
        named.put("name", target.name());
        named.put("forks", forks);
        return named;
    }

    private static Map<String, Object> fork(ForkResult fork, Detail detail) {
        var timeline = Timeline.of(fork, detail.timelinePoints);
        var bands = new ArrayList<List<Object>>();
        timeline.bands()
                .forEach(band ->
                        bands.add(
                                List.of(
                                        band.label(),
                                        hundredths(band.from()),
                                        hundredths(band.to()))));
        var series = new LinkedHashMap<String, Object>();
        for (var each : TimelineSeries.values()) {
            var values = timeline.values(each);
            if (values.stream().anyMatch(Objects::nonNull)) {
                series.put(
                        each.name().toLowerCase(java.util.Locale.ROOT),
                        values.stream()
                                .map(value -> value == null ? null : rounded(value))
                                .toList());
            }
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("block", fork.block());
        data.put("steady", fork.steady());
        data.put("bands", bands);
        data.put("t", timeline.times().stream().map(Timelines::hundredths).toList());
        data.put("series", series);
        return data;
    }

    /// Three digits are more than a chart can show.
    private static Number rounded(double value) {
        return shortest(new BigDecimal(value).round(DIGITS).doubleValue());
    }

    private static Number hundredths(double value) {
        return shortest(Math.round(value * 100) / 100.0);
    }

    private static Number shortest(double rounded) {
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
            return (long) rounded;
        }
        return rounded;
    }
}
