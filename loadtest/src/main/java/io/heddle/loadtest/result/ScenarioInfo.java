package io.heddle.loadtest.result;

import java.util.List;
import java.util.Map;

/// Which scenario was run, and what its authors expected.
///
/// @param settings its parameters with the values in effect
/// @param expectation told before the run
public record ScenarioInfo(
        String id,
        String summary,
        String expectation,
        Map<String, String> settings,
        List<Metric> metrics) {}
