package io.heddle.loadtest.result;

import java.util.List;
import java.util.Map;

/// Everything a comparison found; the whole of `result.json`.
///
/// @param schema `heddle-loadtest/1`
/// @param kind `compare`
/// @param tool name and version
/// @param command as it was typed
/// @param startedAt ISO 8601, UTC
/// @param interrupted whether a signal ended it before its time
/// @param environment what is known of the machine, by name
/// @param skipped what was left out, each with its reason
public record ComparisonResult(
        String schema,
        String kind,
        String tool,
        List<String> command,
        String startedAt,
        double durationS,
        boolean interrupted,
        Map<String, String> environment,
        ScenarioInfo scenario,
        PlanInfo plan,
        List<TargetResult> targets,
        List<String> skipped,
        List<String> notes) {
    /// The version of what is stored.
    public static final String SCHEMA = "heddle-loadtest/1";
}
