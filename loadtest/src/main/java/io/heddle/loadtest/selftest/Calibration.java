package io.heddle.loadtest.selftest;

import java.util.List;
import java.util.Map;

/// What a self-test found; the whole of `calibration.json`.
///
/// @param schema [io.heddle.loadtest.result.ComparisonResult#SCHEMA]
/// @param kind `selftest`
/// @param tool name and version
/// @param command as it was typed
/// @param startedAt ISO 8601, UTC
/// @param effort `quick` or `full`
/// @param cpuPlan how the processors were divided
/// @param held whether nothing was broken
/// @param environment what is known of the machine, by name
public record Calibration(
        String schema,
        String kind,
        String tool,
        List<String> command,
        String startedAt,
        double durationS,
        String effort,
        String cpuPlan,
        boolean held,
        Map<String, String> environment,
        List<PartResult> parts) {
    public Calibration {
        parts = List.copyOf(parts);
    }
}
