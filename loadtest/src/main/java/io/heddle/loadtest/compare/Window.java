package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.client.LoadSample;
import io.heddle.loadtest.measure.JvmCounters;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What one measured window of one fork gave.
///
/// @param p50Micros null, as the other percentiles, when fewer than ten samples lie above it
/// @param serverCpuMicros CPU time of the server process for each request
/// @param serverBusy its CPU time over the time of its cores, 0 to 1
/// @param clientBusy the same of the client's busiest loop
/// @param foreignCpu the share of the machine that other programs used, 0 to 1; null if unknown
/// @param residentBytes the server's resident memory at the end of the window, 0 if unknown
public record Window(
        double seconds,
        long requests,
        double requestsPerSecond,
        @Nullable Double p50Micros,
        @Nullable Double p90Micros,
        @Nullable Double p99Micros,
        @Nullable Double p999Micros,
        double maxMicros,
        double serverCpuMicros,
        double serverBusy,
        double clientBusy,
        @Nullable Double foreignCpu,
        long fewestPerConnection,
        long mostPerConnection,
        long starvedConnections,
        long residentBytes,
        JvmCounters server) {
    private static final double BUSY_CLIENT = 0.8;
    private static final double IDLE_SERVER = 0.9;

    static Window of(
            LoadSample sample,
            long serverCpuNanos,
            int serverCores,
            @Nullable Double foreignCpu,
            long residentBytes,
            JvmCounters server) {
        return new Window(
                sample.seconds(),
                sample.replies(),
                sample.repliesPerSecond(),
                percentile(sample, 50),
                percentile(sample, 90),
                percentile(sample, 99),
                percentile(sample, 99.9),
                sample.latencies().getMaxValue() / 1e3,
                serverCpuNanos / 1e3 / sample.replies(),
                serverCpuNanos / 1e9 / sample.seconds() / serverCores,
                sample.busyShare(),
                foreignCpu,
                sample.fewestReplies(),
                sample.mostReplies(),
                sample.starvedConnections(),
                residentBytes,
                server);
    }

    private static @Nullable Double percentile(LoadSample sample, double percentile) {
        OptionalDouble micros = Latencies.percentileMicros(sample.latencies(), percentile);
        return micros.isPresent() ? micros.getAsDouble() : null;
    }

    /// Whether the client could not offer what the server could have taken, so that the rate is
    /// only a lower bound.
    public boolean clientWasTheLimit() {
        return clientBusy > BUSY_CLIENT && serverBusy < IDLE_SERVER;
    }
}
