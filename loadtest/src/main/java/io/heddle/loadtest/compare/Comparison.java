package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.compare.ComparisonResult.Ending;
import io.heddle.loadtest.process.ServerProcesses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a plan: round by round, each entry once in a fresh JVM.
public final class Comparison {
    private final Plan plan;
    private final ServerProcesses processes;
    private final ComparisonProgress progress;
    private final List<Fork> forks = new ArrayList<>();
    private final Map<Entry, String> problems = new HashMap<>();

    public Comparison(Plan plan, ServerProcesses processes, ComparisonProgress progress) {
        this.plan = plan;
        this.processes = processes;
        this.progress = progress;
    }

    /// Runs until done, or until the processes refuse to start more; then the result says so.
    ///
    /// An entry whose server fails is left out of later rounds.
    ///
    /// @throws WrongReplyException if a server answered wrongly: wrong answers are never timed
    public ComparisonResult run() throws WrongReplyException {
        try {
            return runUntilStopped();
        } catch (InterruptedException e) {
            return result(Ending.INTERRUPTED, List.of());
        }
    }

    private ComparisonResult runUntilStopped() throws WrongReplyException, InterruptedException {
        try {
            progress.phase("warming up the client");
            ClientWarmUp.run(processes, plan);
            runRounds();
            return result(Ending.FINISHED, List.of());
        } catch (WrongReplyException e) {
            throw e;
        } catch (IOException e) {
            if (processes.refusing()) {
                throw new InterruptedException();
            }
            return result(Ending.STOPPED, List.of("STOPPED: " + e.getMessage()));
        }
    }

    private void runRounds() throws IOException, InterruptedException {
        int round = 1;
        for (var order : plan.order()) {
            for (int i = 0; i < order.size(); i++) {
                var entry = order.get(i);
                if (!problems.containsKey(entry)) {
                    progress.forkStarts(entry, round, i + 1);
                    runFork(entry, round);
                    Parity.require(plan, forks);
                }
            }
            round++;
        }
    }

    private void runFork(Entry entry, int round) throws IOException, InterruptedException {
        try {
            var fork = new ForkRunner(processes, plan, progress::phase).run(entry, round);
            forks.add(fork);
            progress.forkEnds(fork);
        } catch (WrongReplyException e) {
            throw e.by(entry.name());
        } catch (IOException e) {
            if (processes.refusing()) {
                throw new InterruptedException();
            }
            var problem = "round %d: %s".formatted(round, e.getMessage());
            problems.put(entry, problem);
            progress.forkFails(entry, problem);
        }
    }

    private ComparisonResult result(Ending ending, List<String> notes) {
        return new ComparisonResult(plan, rows(), ending, notes);
    }

    private List<Row> rows() {
        return plan.entries().stream()
                .map(entry ->
                        new Row(
                                entry,
                                forks.stream()
                                        .filter(fork -> fork.entry().equals(entry.name()))
                                        .toList(),
                                problems.get(entry)))
                .toList();
    }
}
