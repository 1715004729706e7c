package io.heddle.loadtest.result;

import java.util.List;
import java.util.Map;

/// How a comparison was laid out.
///
/// @param order of the targets in each block
/// @param aaSpread by metric: how far the baseline's twin was from it, as a share; the noise floor
/// @param minEffect the smallest share of interest
/// @param profile `default` or `tuned`
public record PlanInfo(
        int forks,
        long seed,
        List<List<String>> order,
        String baseline,
        double minEffect,
        double confidence,
        Map<String, Double> aaSpread,
        String cpuPlan,
        String profile) {}
