package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.ComparisonProgress;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Fork;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.quantity.Durations;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Shows what a comparison is doing: one rewritten line on a terminal, a line for each fork
/// elsewhere.
///
/// Used by one thread.
public final class ProgressLine implements ComparisonProgress {
    private static final String START_OF_LINE = "\r\033[K";

    private final Plan plan;
    private final PrintWriter output;
    private final boolean rewriting;
    private int forksDone;
    private String current = "";

    /// Shows the progress of this plan.
    ///
    /// @param rewriting whether the output is a terminal that understands control sequences
    public ProgressLine(Plan plan, PrintWriter output, boolean rewriting) {
        this.plan = plan;
        this.output = output;
        this.rewriting = rewriting;
    }

    @Override
    public void forkStarts(Entry entry, int round, int position) {
        current =
                "round %d/%d · %s (%d of %d)"
                        .formatted(
                                round,
                                plan.rounds(),
                                entry.name(),
                                position,
                                plan.entries().size());
    }

    @Override
    public void phase(String name) {
        if (rewriting) {
            var line = current.isEmpty() ? name : current + " · " + name;
            output.print(START_OF_LINE + line + " · " + timeLeft());
            output.flush();
        }
    }

    @Override
    public void forkEnds(Fork fork) {
        forksDone++;
        var window = fork.window();
        line(
                String.format(
                        Locale.ROOT,
                        "%s · %,.0f requests/s · %.2f CPU us/req · %s",
                        current,
                        window.requestsPerSecond(),
                        window.serverCpuMicros(),
                        timeLeft()));
    }

    @Override
    public void forkFails(Entry entry, String problem) {
        forksDone++;
        line("%s · FAILED in %s".formatted(current, problem));
    }

    /// Clears a line that is still being rewritten.
    @Override
    public void close() {
        if (rewriting) {
            output.print(START_OF_LINE);
            output.flush();
        }
    }

    private void line(String text) {
        output.println(rewriting ? START_OF_LINE + text : text);
        output.flush();
    }

    private String timeLeft() {
        int left = plan.rounds() * plan.entries().size() - forksDone;
        if (left <= 0) {
            return "done";
        }
        var time = plan.forkTime().multipliedBy(left).truncatedTo(ChronoUnit.SECONDS);
        return "about %s left".formatted(Durations.format(time));
    }
}
