package io.heddle.loadtest.validity;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.ClientUse;
import io.heddle.loadtest.result.Fairness;
import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.HostUse;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.ServerUse;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.result.WindowResult.Loop;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// A window in which all is well until a test says otherwise: open, 1,000/s for 20 s on 10
/// connections, each answered within 1 ms.
public final class ImaginedWindow {
    public String label = "open, 1,000/s";
    public Loop loop = Loop.OPEN;
    public Double offered = 1000.0;
    public double achieved = 1000;
    public long requests = 20_000;
    public long errors;
    public long timeouts;
    public double seconds = 20;
    public Histogram response = constant(1_000_000, 20_000);
    public Histogram service = constant(900_000, 20_000);
    public Histogram sendLag = constant(20_000, 20_000);
    public int connections = 10;
    public double inFlight = 1;
    public double jain = 1;
    public long starved;
    public double clientBusy = 0.3;
    public double hiccupUs = 500;
    public int hiccups;
    public long clipped;
    public boolean ours = true;
    public double serverBusy = 0.5;
    public Double cpuUs = 12.0;
    public Long jitMs = 10L;
    public Double foreign = 0.01;
    public Double steal = 0.0;
    public Double pressure = 0.05;
    public Long overflows = 0L;
    public Long drops = 0L;
    public Long retransmits = 0L;

    public static Histogram constant(long nanos, long count) {
        var histogram = Latencies.empty();
        if (count > 0) {
            histogram.recordValueWithCount(nanos, count);
        }
        return histogram;
    }

    public ImaginedWindow closed() {
        loop = Loop.CLOSED;
        label = "closed, 10 connections";
        offered = null;
        return this;
    }

    public WindowResult checked() {
        return Checks.made(build(), true);
    }

    public WindowResult build() {
        var none = Latency.of(Latencies.empty());
        return new WindowResult(
                label,
                loop,
                offered,
                achieved,
                requests,
                errors,
                timeouts,
                0,
                seconds,
                Latency.of(response),
                Latency.of(service),
                Latency.of(sendLag),
                none,
                none,
                connections,
                inFlight,
                new Fairness(10, 2000, 3000, jain, starved),
                new ClientUse(
                        clientBusy,
                        1,
                        hiccupUs,
                        Collections.nCopies(hiccups, 1.0),
                        0,
                        0,
                        1000,
                        clipped),
                ours ? server() : null,
                new HostUse(foreign, steal, pressure, overflows, drops, retransmits, 0L, 0L),
                true,
                Map.of(),
                List.of(),
                Map.of(
                        "response", HistogramText.encode(response),
                        "service", HistogramText.encode(service),
                        "send_lag", HistogramText.encode(sendLag)));
    }

    private ServerUse server() {
        return new ServerUse(
                1, 8, 2, serverBusy, cpuUs, 120_000L, 1L, 20, 30, 1L, 1L, 1L, jitMs, 1L, 1, 0, 0L);
    }
}
