package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.Arrivals.Closed;
import io.heddle.loadtest.client.Arrivals.Open;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.result.ClientUse;
import io.heddle.loadtest.result.Fairness;
import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.HostUse;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.ServerUse;
import io.heddle.loadtest.result.Tick;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.result.WindowResult.Loop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arithmetic that makes a result of what a window's samples add up to.
record WindowSummary(
        String label, LoadSpec spec, Duration length, WindowTotals totals, List<Tick> series) {
    private static final double MEDIAN = 50;

    /// The result, without checks: `valid` is false until they are made.
    WindowResult result(ClientUse client, @Nullable ServerUse server, HostUse host) {
        double seconds = durationS();
        var counts = totals.perConnection();
        return new WindowResult(
                label,
                spec.arrivals() instanceof Closed ? Loop.CLOSED : Loop.OPEN,
                offeredRate(),
                totals.replies() / seconds,
                totals.replies(),
                totals.errors(),
                totals.timeouts(),
                totals.deadlineMisses(),
                seconds,
                Latency.of(totals.response),
                Latency.of(totals.service),
                Latency.of(totals.sendLag),
                Latency.of(totals.connect),
                Latency.of(totals.firstByte),
                spec.connections(),
                totals.inFlightSeconds() / seconds,
                new Fairness(
                        counts.min(),
                        counts.median(),
                        counts.max(),
                        counts.jain(),
                        counts.starved()),
                client,
                server,
                host,
                false,
                Map.of(),
                series,
                histograms());
    }

    private @Nullable Double offeredRate() {
        return spec.arrivals() instanceof Open open
                ? (Double) (Offered.requests(open, length, totals.due()) / (length.toNanos() / 1e9))
                : null;
    }

    /// The seconds that rates are over.
    ///
    /// In a closed loop all of them. The last requests of a schedule are answered after its end by
    /// nature: only what takes longer than usual is the server's, and counts. The median, because
    /// in overload service times grow and must not excuse themselves.
    private double durationS() {
        double scheduled = length.toNanos() / 1e9;
        // A client that began late has lost that time, and may not leave it out.
        double whole = Math.max(scheduled, totals.seconds());
        if (spec.arrivals() instanceof Closed) {
            return whole;
        }
        double usual = totals.service.getValueAtPercentile(MEDIAN) / 1e9;
        return scheduled + Math.max(0, whole - scheduled - usual);
    }

    private Map<String, String> histograms() {
        var encoded = new LinkedHashMap<String, String>();
        encoded.put("response", HistogramText.encode(totals.response));
        encoded.put("service", HistogramText.encode(totals.service));
        encoded.put("send_lag", HistogramText.encode(totals.sendLag));
        return encoded;
    }
}
