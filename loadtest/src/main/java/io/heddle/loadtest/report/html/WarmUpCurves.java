package io.heddle.loadtest.report.html;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Tick;
import java.util.ArrayList;
import java.util.List;

/// How the rate grew until measuring began, a line for each fork.
final class WarmUpCurves implements Section {
    private static final double HEIGHT = 200;
    private static final int POINTS = 24;

    @Override
    public String id() {
        return "warm-up";
    }

    @Override
    public String title() {
        return "Warm-up";
    }

    @Override
    public boolean applies(ScenarioView view) {
        return view.targets().stream()
                .flatMap(target -> target.forks().stream())
                .anyMatch(fork -> fork.warmUp().size() > 1);
    }

    @Override
    public boolean secondary() {
        return true;
    }

    @Override
    public void write(Markup markup, ScenarioView view, Detail detail) {
        double seconds = 0.5;
        double rate = 0;
        for (var target : view.targets()) {
            for (var fork : target.forks()) {
                for (var tick : fork.warmUp()) {
                    seconds = Math.max(seconds, tick.t());
                    rate = Math.max(rate, tick.rate());
                }
            }
        }
        var charts = new ArrayList<LinePlot>();
        for (var target : view.targets()) {
            charts.add(plot(view, target, seconds, rate));
        }
        ChartFigure.panels(
                markup,
                view.id("warm-up-curves"),
                "Replies per second during warm-up, a line for each fork",
                charts,
                "",
                table(view),
                detail);
    }

    private static LinePlot plot(
            ScenarioView view, TargetResult target, double seconds, double rate) {
        var lines = new ArrayList<Line>();
        for (var fork : target.forks()) {
            lines.add(new Line("", view.style(target), Line.Dash.FAINT, false, points(fork)));
        }
        long steady = target.forks().stream().filter(ForkResult::steady).count();
        String title = target.name() + ": " + steady + " of " + target.forks().size() + " steady";
        return new LinePlot(
                title,
                "Replies per second of each fork of " + target.name() + " while it warmed up.",
                lines,
                "seconds",
                (from, to, _) -> LinearScale.fromZero(seconds, from, to, 4),
                NumberText::plain,
                (from, to, about) -> LinearScale.fromZero(rate, from, to, about),
                NumberText::plain,
                HEIGHT);
    }

    private static List<Line.Point> points(ForkResult fork) {
        var points = new ArrayList<Line.Point>();
        int each = Math.max(1, (fork.warmUp().size() + POINTS - 1) / POINTS);
        for (int i = 0; i < fork.warmUp().size(); i += each) {
            var joined = fork.warmUp().subList(i, Math.min(fork.warmUp().size(), i + each));
            points.add(
                    new Line.Point(
                            joined.getLast().t(),
                            joined.stream().mapToDouble(Tick::rate).average().orElse(0)));
        }
        return points;
    }

    private static Table table(ScenarioView view) {
        var table =
                new Table(
                        "Warm-up of each fork",
                        List.of("target and fork", "seconds", "steady", "first rate", "last rate"));
        for (var target : view.targets()) {
            for (var fork : target.forks()) {
                boolean empty = fork.warmUp().isEmpty();
                table.row(
                        target.name() + ", fork " + fork.block(),
                        NumberText.plain(fork.warmUpS()),
                        fork.steady() ? "yes" : "no",
                        empty
                                ? NumberText.NONE
                                : NumberText.of(fork.warmUp().getFirst().rate(), "1/s"),
                        empty
                                ? NumberText.NONE
                                : NumberText.of(fork.warmUp().getLast().rate(), "1/s"));
            }
        }
        return table;
    }
}
