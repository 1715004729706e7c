package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Verdict;

/// The zones in which an interval of a ratio may lie.
///
/// A difference is called if the whole interval is further from 1 than the least effect of interest
/// *and* than the A/A spread, which is what this run shows between two equal servers. Equivalence
/// is called if the whole interval is within the least effect of interest; the A/A spread does not
/// widen that zone, or the noisiest run would find the most servers equivalent.
///
/// @param same the zone of equivalence: up to this share, either way
/// @param different what a difference must exceed, as a share; at least `same`
record Zones(double same, double different) {
    /// @param aaSpread 0 if it was not measured
    static Zones of(double minEffect, double aaSpread) {
        return new Zones(minEffect, Math.max(minEffect, aaSpread));
    }

    Verdict verdict(Interval ratio, Metric.Better better) {
        if (ratio.blocks() < 2) {
            return Verdict.INCONCLUSIVE;
        }
        if (ratio.low() > 1 + different) {
            return better == Metric.Better.HIGHER ? Verdict.BETTER : Verdict.WORSE;
        }
        if (ratio.high() < 1 / (1 + different)) {
            return better == Metric.Better.LOWER ? Verdict.BETTER : Verdict.WORSE;
        }
        boolean within = ratio.low() >= 1 / (1 + same) && ratio.high() <= 1 + same;
        return within ? Verdict.EQUIVALENT : Verdict.INCONCLUSIVE;
    }
}
