package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Plan;
import java.util.List;

/// A plan, and what had to be left out of it.
///
/// @param label tells it from others that are run with it; the name of its folder
/// @param skipped each with its reason
record Planned(String label, Plan plan, List<String> skipped) {}
