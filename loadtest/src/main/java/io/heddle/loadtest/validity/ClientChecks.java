package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.WindowResult;
import java.util.Locale;

/// Whether the client itself was in the way: V3, V4, V9.
final class ClientChecks {
    private static final double LAG_RED_US = 1000;
    private static final double LAG_AMBER_US = 500;
    private static final double LAG_SHARE = 0.1;
    // A client that owns a core is this punctual; below it the lag is told but never damns a
    // window.
    private static final double LAG_FLOOR_US = 200;
    private static final double CLIENT_BUSY = 0.8;
    private static final double CLIENT_NEARLY_BUSY = 0.7;
    private static final double SERVER_BUSY = 0.9;
    // Only pauses that take this share of a window can move its p99.9.
    private static final double PAUSED_SHARE = 0.001;

    private ClientChecks() {}

    /// V3: red above 1 ms, or above a tenth of the median response time and 200 us.
    static Check sendLag(WindowResult window) {
        var finding = Finding.of("send lag");
        if (window.loop() == WindowResult.Loop.CLOSED) {
            return finding.none("a closed loop has no schedule");
        }
        var lag = window.sendLagUs().p99();
        if (lag == null) {
            return finding.none("%,d sends, p99 needs 1,000", window.sendLagUs().n());
        }
        var median = window.responseUs().p50();
        String advice =
                "give the client more processor time (--cpu-plan), more loops (--threads), or a"
                        + " lower rate";
        String why = "p99 %,.1f us late; bounds 1,000 us and a tenth of the median response, %s";
        String bound =
                median == null
                        ? "unknown"
                        : String.format(Locale.ROOT, "%,.1f us", median * LAG_SHARE);
        boolean noticed = median != null && lag > median * LAG_SHARE;
        if (lag > LAG_RED_US || (noticed && lag > LAG_FLOOR_US)) {
            return finding.red(advice, why, lag, bound);
        }
        return lag > LAG_AMBER_US || noticed
                ? finding.amber(advice, why, lag, bound)
                : finding.green(why, lag, bound);
    }

    /// V4.
    static Check limit(WindowResult window) {
        var finding = Finding.of("who was the limit");
        var server = window.server();
        double client = window.client().busyShare();
        if (server == null) {
            return finding.none("busiest client loop %.0f%%; the server is not ours", 100 * client);
        }
        String why =
                "busiest client loop %.0f%%, bound 80%%; server %.0f%% of its cores, bound 90%%";
        Object[] values = {100 * client, 100 * server.busyShare()};
        if (client > CLIENT_BUSY && server.busyShare() < SERVER_BUSY) {
            return finding.red(
                    "the client was the limit, so the rate is only a lower bound: give it more"
                            + " loops (--threads) or cores (--cpu-plan)",
                    why,
                    values);
        }
        return client > CLIENT_NEARLY_BUSY
                ? finding.amber(
                        "the client was nearly the limit: more loops (--threads) or cores"
                                + " (--cpu-plan) would tell",
                        why,
                        values)
                : finding.green(why, values);
    }

    /// V9: a pause beyond the p99.9 is amber, and red when the pauses together are long enough to
    /// have moved the p99.9.
    static Check pause(WindowResult window) {
        var finding = Finding.of("client pauses");
        double pause = window.client().hiccupMaxUs();
        var p999 = window.responseUs().p999();
        var tail = p999 == null ? window.responseUs().p99() : p999;
        if (tail == null) {
            return finding.none(
                    "longest pause %,.0f us; %,d response times are too few to compare with",
                    pause, window.responseUs().n());
        }
        String advice =
                "the tail may be the client's: see the marked pauses, run on a quieter machine";
        double paused = pause * Math.max(1, window.client().hiccupsS().size()) / 1e6;
        double touched = PAUSED_SHARE * window.durationS();
        String why =
                "longest pause %,.0f us, %s %,.0f us; at most %.2f ms paused in all, p99.9 needs"
                        + " %.2f ms";
        Object[] values = {
            pause, p999 == null ? "p99" : "p99.9", tail, paused * 1e3, touched * 1e3
        };
        if (pause <= tail) {
            return finding.green(why, values);
        }
        return paused < touched
                ? finding.amber(advice, why, values)
                : finding.red(advice, why, values);
    }
}
