package io.heddle.loadtest.scenario;

import io.heddle.loadtest.measure.HeapAfterGc;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.WindowResult;
import java.io.IOException;

/// Figures that several scenarios take from a window.
final class Figures {
    private Figures() {}

    /// The server's CPU time for each request, if the system tells.
    static void cpuPerRequest(Trial trial, WindowResult window) {
        cpuPerRequest(trial, window, Metrics.CPU_PER_REQUEST);
    }

    /// The same under another name.
    static void cpuPerRequest(Trial trial, WindowResult window, Metric metric) {
        var server = window.server();
        if (server != null && server.cpuUsPerRequest() != null) {
            trial.figure(metric.id(), server.cpuUsPerRequest());
        }
    }

    /// The median and the 99th percentile of the response time, where enough samples lie above.
    static void percentiles(Trial trial, WindowResult window) {
        var response = window.responseUs();
        if (response.p50() != null) {
            trial.figure(Metrics.P50.id(), response.p50());
        }
        if (response.p99() != null) {
            trial.figure(Metrics.P99.id(), response.p99());
        }
    }

    /// Requests that failed or had no reply in time.
    static void failed(Trial trial, WindowResult window) {
        trial.figure(Metrics.FAILED.id(), (double) window.errors() + window.timeouts());
    }

    /// The longest response time.
    static void max(Trial trial, WindowResult window) {
        if (window.responseUs().max() != null) {
            trial.figure(Metrics.MAX.id(), window.responseUs().max());
        }
    }

    /// The server's heap after a full collection; 0 if it cannot tell.
    static long heapAfterGc(Trial trial) throws IOException, InterruptedException {
        return trial.server().controllable()
                ? HeapAfterGc.of(trial.server().ask("gc")).heapBytes()
                : 0;
    }
}
