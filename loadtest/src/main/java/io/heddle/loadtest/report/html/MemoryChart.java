package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.TargetResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Memory against idle connections: the points, and the slope that is the cost of a connection.
final class MemoryChart implements Section {
    private static final double HEIGHT = 260;
    private static final List<String> KINDS = List.of("heap", "rss", "socket");

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public String title() {
        return "Memory against connections";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return KINDS.stream().anyMatch(kind -> !crowds(view, kind).isEmpty());
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        var charts = new ArrayList<LinePlot>();
        var table =
                new Table(
                        "Memory against connections",
                        List.of("target and memory", "slope per connection", "at each crowd"));
        for (var kind : KINDS) {
            var crowds = crowds(view, kind);
            if (!crowds.isEmpty()) {
                charts.add(plot(view, kind, crowds));
                view.targets().forEach(target -> row(table, target, kind, crowds));
            }
        }
        ChartFigure.panels(
                markup,
                view.id("memory-chart"),
                "Memory against idle connections, after a full collection",
                charts,
                legend(view),
                table,
                detail);
    }

    /// The targets with their slopes.
    private static String legend(ScenarioView view) {
        var markup = new Markup().open("ul", "class", "legend");
        for (var target : view.targets()) {
            var slopes = new ArrayList<String>();
            for (var kind : KINDS) {
                Double slope = slope(target, kind, crowds(view, kind));
                if (slope != null) {
                    slopes.add(NumberText.bytes(slope) + " " + (kind.equals("rss") ? "RSS" : kind));
                }
            }
            markup.open("li").markup(view.style(target).swatch()).text(target.name());
            if (!slopes.isEmpty()) {
                markup.element(
                        "span",
                        ": " + String.join(", ", slopes) + " per connection",
                        "class",
                        "quiet");
            }
            markup.close("li");
        }
        return markup.close("ul").toString();
    }

    /// The scenario's own figure, or a straight line through the medians by least squares.
    private static @Nullable Double slope(
            TargetResult target, String kind, SortedSet<Integer> crowds) {
        Double figure = median(target, kind + "_bytes_per_connection");
        if (figure != null || crowds.size() < 2) {
            return figure;
        }
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumXx = 0;
        for (int crowd : crowds) {
            Double bytes = median(target, kind + "_bytes_at_" + crowd);
            if (bytes != null) {
                n++;
                sumX += crowd;
                sumY += bytes;
                sumXy += crowd * bytes;
                sumXx += (double) crowd * crowd;
            }
        }
        double spread = n * sumXx - sumX * sumX;
        return spread > 0 ? (n * sumXy - sumX * sumY) / spread : null;
    }

    private static SortedSet<Integer> crowds(ScenarioView view, String kind) {
        var crowds = new TreeSet<Integer>();
        for (var target : view.targets()) {
            for (var fork : target.forks()) {
                for (var figure : fork.figures().keySet()) {
                    String start = kind + "_bytes_at_";
                    if (figure.startsWith(start)
                            && figure.substring(start.length()).matches("\\d{1,9}")) {
                        crowds.add(Integer.parseInt(figure.substring(start.length())));
                    }
                }
            }
        }
        return crowds;
    }

    private static LinePlot plot(ScenarioView view, String kind, SortedSet<Integer> crowds) {
        var lines = new ArrayList<Line>();
        double greatest = 0;
        for (var target : view.targets()) {
            var points = new ArrayList<Line.Point>();
            for (int crowd : crowds) {
                Double bytes = median(target, kind + "_bytes_at_" + crowd);
                if (bytes != null) {
                    points.add(new Line.Point(crowd, bytes / (1 << 20)));
                    greatest = Math.max(greatest, bytes / (1 << 20));
                }
            }
            lines.add(new Line(target.name(), view.style(target), Line.Dash.OWN, true, points));
        }
        double high = greatest;
        return new LinePlot(
                name(kind) + ", MiB",
                name(kind) + " of each server against the number of its idle connections.",
                lines,
                "idle connections",
                (from, to, _) -> LinearScale.fromZero(Math.max(1, crowds.last()), from, to, 4),
                NumberText::plain,
                (from, to, about) -> LinearScale.fromZero(high, from, to, about),
                NumberText::plain,
                HEIGHT);
    }

    private static String name(String kind) {
        return switch (kind) {
            case "heap" -> "Heap";
            case "rss" -> "Resident memory";
            default -> "Kernel memory of sockets";
        };
    }

    private static @Nullable Double median(TargetResult target, String figure) {
        var values = new ArrayList<Double>();
        for (var fork : target.forks()) {
            Double value = fork.figures().get(figure);
            if (value != null && Double.isFinite(value)) {
                values.add(value);
            }
        }
        return ScenarioView.median(values);
    }

    private static void row(
            Table table, TargetResult target, String kind, SortedSet<Integer> crowds) {
        var points = new ArrayList<String>();
        for (int crowd : crowds) {
            points.add(
                    NumberText.plain(crowd)
                            + ": "
                            + NumberText.of(median(target, kind + "_bytes_at_" + crowd), "B"));
        }
        table.row(
                target.name() + ", " + name(kind),
                NumberText.of(slope(target, kind, crowds), "B"),
                String.join("; ", points));
    }
}
