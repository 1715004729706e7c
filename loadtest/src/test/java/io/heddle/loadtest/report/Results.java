package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.ComparisonResult;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Fixtures;
import io.heddle.loadtest.compare.Fork;
import io.heddle.loadtest.compare.Row;
import io.heddle.loadtest.compare.Window;
import java.util.ArrayList;
import java.util.List;

/// Results made up for tests.
final class Results {
    private Results() {}

    /// Heddle a little faster than the baseline, raw-vt clearly slower, the baseline held back by
    /// the client.
    static ComparisonResult complete() {
        var plan = Fixtures.plan("heddle", "raw-vt", "netty-epoll");
        return new ComparisonResult(
                plan,
                List.of(
                        row(
                                plan.entries().get(0),
                                1547,
                                Fixtures.window(105_000, 5.1),
                                Fixtures.window(99_000, 5.4),
                                Fixtures.window(110_000, 5.0)),
                        row(
                                plan.entries().get(1),
                                1758,
                                Fixtures.window(80_000, 7.5),
                                Fixtures.window(82_000, 7.4),
                                Fixtures.window(79_000, 7.6)),
                        row(
                                plan.entries().get(2),
                                1320,
                                Fixtures.window(100_000, 5.2, 0.8, 0.99),
                                Fixtures.window(101_000, 5.2, 0.8, 0.99),
                                Fixtures.window(100_000, 5.3, 0.8, 0.99))),
                ComparisonResult.Ending.FINISHED,
                List.of());
    }

    /// Interrupted in the first round, with one target that failed.
    static ComparisonResult interrupted() {
        var plan = Fixtures.plan("raw-vt", "netty-epoll");
        return new ComparisonResult(
                plan,
                List.of(
                        new Row(plan.entries().get(0), List.of(), "round 1: the server ended"),
                        row(plan.entries().get(1), 1320, Fixtures.window(100_000, 5.2))),
                ComparisonResult.Ending.INTERRUPTED,
                List.of());
    }

    private static Row row(Entry entry, long heapPerConnection, Window... windows) {
        var forks = new ArrayList<Fork>();
        for (var window : windows) {
            forks.add(Fixtures.fork(entry, forks.size() + 1, window, heapPerConnection));
        }
        return new Row(entry, forks, null);
    }
}
