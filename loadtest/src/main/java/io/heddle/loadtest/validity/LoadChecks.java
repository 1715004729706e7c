package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.WindowResult;

/// Whether the load was what was asked for, and all of it was counted: V1, V2, V5, V6, V10.
final class LoadChecks {
    private static final double MOST_FAILED = 0.01;
    private static final double LEAST_OFFERED = 0.99;
    private static final double GOOD_OFFERED = 0.995;
    private static final double LITTLE_RED = 0.05;
    private static final double LITTLE_AMBER = 0.025;
    private static final long REQUESTS_FOR_LITTLE = 1000;
    // Requests at the window's ends are counted on one side only; this many others outweigh them.
    private static final int TURNS_FOR_LITTLE = 100;
    private static final double LITTLE_SLACK = 0.02;
    private static final double FAIR = 0.9;
    private static final double VERY_FAIR = 0.95;
    private static final int REPLIES_FOR_FAIRNESS = 10;

    private LoadChecks() {}

    /// V1. A wrong reply ends a run, so none is in a window; what may be is requests without one.
    static Check answers(WindowResult window) {
        var finding = Finding.of("answers");
        long failed = window.errors() + window.timeouts();
        if (window.requests() == 0) {
            return finding.red(
                    "see the server's output", "no request was answered, %,d failed", failed);
        }
        double share = (double) failed / (window.requests() + failed);
        return finding.above(
                share,
                0,
                MOST_FAILED,
                "see the server's output; lower the rate or the number of connections",
                "%,d right replies; %,d errors and %,d timeouts are %.2f%%, bound 1%%",
                window.requests(),
                window.errors(),
                window.timeouts(),
                100 * share);
    }

    /// V2.
    static Check offeredLoad(WindowResult window) {
        var finding = Finding.of("offered load");
        var offered = window.offeredRate();
        if (window.loop() == WindowResult.Loop.CLOSED || offered == null) {
            return finding.none("a closed loop offers no rate");
        }
        if (offered <= 0) {
            return finding.none("nothing was due");
        }
        double share = window.achievedRate() / offered;
        // The last request may lie on the window's edge: in a short window that is no overload.
        boolean one = (offered - window.achievedRate()) * window.durationS() <= 1;
        return finding.above(
                one ? 0 : 1 - share,
                1 - GOOD_OFFERED,
                1 - LEAST_OFFERED,
                "the response times only say how long the window was: lower the rate",
                "%,.1f/s answered of %,.1f/s due, %.2f%%, bound 99%%",
                window.achievedRate(),
                offered,
                100 * share);
    }

    /// V5: the mean number of requests under way is their rate times their mean time.
    static Check littlesLaw(WindowResult window) {
        var finding = Finding.of("Little's law");
        var mean = window.responseUs().mean();
        long recorded = window.responseUs().n();
        double inFlight = window.meanInFlight();
        if (mean == null || recorded < Math.max(REQUESTS_FOR_LITTLE, TURNS_FOR_LITTLE * inFlight)) {
            return finding.none("%,d requests are too few to tell", recorded);
        }
        if (offeredLoad(window).light() == Light.RED) {
            return finding.none("an overloaded queue is in no steady state");
        }
        double expected = mean / 1e6 * recorded / window.durationS();
        double difference = Math.abs(expected - inFlight);
        double share = difference <= LITTLE_SLACK ? 0 : difference / Math.max(inFlight, 1e-9);
        return finding.above(
                share,
                LITTLE_AMBER,
                LITTLE_RED,
                "the clocks or the counts of the client are wrong: please report it",
                "mean response time x rate is %.3f, %.3f were under way, %.1f%% apart, bound 5%%",
                expected,
                inFlight,
                100 * difference / Math.max(inFlight, 1e-9));
    }

    /// V6.
    static Check fairness(WindowResult window) {
        var finding = Finding.of("fairness");
        var fairness = window.fairness();
        double each = (double) window.requests() / Math.max(1, window.connections());
        if (each < REPLIES_FOR_FAIRNESS) {
            return finding.none(
                    "%,.1f replies for each connection are too few to tell, bound 10", each);
        }
        String advice = "the server serves some connections before others";
        String why =
                "%,d of %,d connections without a reply, bound 0; Jain's index %.3f, bound 0.9";
        Object[] values = {fairness.starved(), window.connections(), fairness.jain()};
        return fairness.starved() > 0
                ? finding.red(advice, why, values)
                : finding.above(-fairness.jain(), -VERY_FAIR, -FAIR, advice, why, values);
    }

    /// V10.
    static Check histograms(WindowResult window) {
        var finding = Finding.of("histograms");
        long clipped = window.client().clipped();
        var response = window.responseUs();
        if (clipped > 0) {
            return finding.red(
                    "the client's histograms are wrong: please report it",
                    "%,d values did not fit, bound 0",
                    clipped);
        }
        if (response.n() == 0) {
            return finding.red("measure for longer", "no response time was recorded");
        }
        if (response.p99() == null) {
            return finding.amber(
                    "measure for longer or at a higher rate",
                    "%,d response times, p99 needs 1,000",
                    response.n());
        }
        return finding.green(
                response.p999() == null
                        ? "no value clipped; %,d response times, p99.9 needs 10,000"
                        : "no value clipped; %,d response times",
                response.n());
    }
}
