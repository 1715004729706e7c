package io.heddle.loadtest.scenario;

import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;

/// The metrics that several scenarios share.
final class Metrics {
    /// Of the server's process, at equal load where the scenario has an open loop.
    static final Metric CPU_PER_REQUEST =
            new Metric("cpu_us_per_request", "CPU us/req", "us", Better.LOWER);

    /// Of the response time at equal load.
    static final Metric P50 = new Metric("p50_us", "p50", "us", Better.LOWER);

    static final Metric P99 = new Metric("p99_us", "p99", "us", Better.LOWER);

    /// The slope of the heap after a full collection over the number of idle connections.
    static final Metric HEAP_PER_CONNECTION =
            new Metric("heap_bytes_per_connection", "heap B/conn", "B", Better.LOWER);

    /// In a closed loop.
    static final Metric REQUESTS_PER_SECOND =
            new Metric("requests_per_second", "requests/s", "1/s", Better.HIGHER);

    /// The longest response time.
    static final Metric MAX = new Metric("max_us", "max", "us", Better.LOWER);

    /// The slope of the resident memory over the number of idle connections.
    static final Metric RSS_PER_CONNECTION =
            new Metric("rss_bytes_per_connection", "RSS B/conn", "B", Better.LOWER);

    /// Requests that failed or had no reply in time, in a window.
    static final Metric FAILED = new Metric("failed_requests", "failed", "", Better.LOWER);

    private Metrics() {}
}
