package io.heddle.loadtest.compare;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.PlanInfo;
import io.heddle.loadtest.result.ScenarioInfo;
import io.heddle.loadtest.statistics.Analysis;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes the result of a comparison out of its plan and its forks, finished or not.
///
/// @param tool name and version
/// @param command as it was typed
/// @param environment what is known of the machine, read before the run
/// @param skipped what was left out, each with its reason
public record Outcome(
        Plan plan,
        String tool,
        List<String> command,
        Instant startedAt,
        Map<String, String> environment,
        List<String> skipped) {

    /// The result so far.
    public ComparisonResult of(Comparison comparison, boolean interrupted) {
        var rows = plan.entries().stream().map(entry -> row(entry, comparison)).toList();
        var scenario = scenario();
        var analysis =
                Analysis.of(
                        scenario.metrics(),
                        rows,
                        plan.baseline().name(),
                        plan.minEffect(),
                        plan.confidence(),
                        plan.seed());
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                "compare",
                tool,
                command,
                startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(startedAt, Instant.now()).toMillis() / 1e3,
                interrupted,
                environment,
                scenario,
                planInfo(analysis.aaSpread()),
                analysis.targets(),
                skipped,
                List.copyOf(comparison.notes()));
    }

    /// What the plan says, before there is any result.
    public PlanInfo planInfo(Map<String, Double> aaSpread) {
        return new PlanInfo(
                plan.forks(),
                plan.seed(),
                plan.blocks().stream()
                        .map(block -> block.stream().map(Entry::name).toList())
                        .toList(),
                plan.baseline().name(),
                plan.minEffect(),
                plan.confidence(),
                aaSpread,
                plan.cpus().describe(),
                plan.profile());
    }

    /// Which scenario is run, with its settings.
    public ScenarioInfo scenario() {
        var settings = new TreeMap<>(plan.settings().parameters());
        settings.put("connections", String.valueOf(plan.settings().connections()));
        return new ScenarioInfo(
                plan.scenario().id(),
                plan.scenario().summary(),
                plan.scenario().expectation(),
                settings,
                plan.scenario().metrics(plan.settings()));
    }

    private Analysis.Row row(Entry entry, Comparison comparison) {
        List<ForkResult> forks =
                new ArrayList<>(comparison.forks().getOrDefault(entry.name(), List.of()));
        return new Analysis.Row(
                entry.name(),
                entry.twin(),
                plan.launcher().command(entry.choice(), plan.scenario().protocol()),
                comparison.problems().get(entry.name()),
                forks);
    }
}
