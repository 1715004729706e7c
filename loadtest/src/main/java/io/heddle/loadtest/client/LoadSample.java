package io.heddle.loadtest.client;

import java.util.List;
import java.util.LongSummaryStatistics;
import org.HdrHistogram.Histogram;

/// What the load did between two samples.
///
/// @param seconds the length of the window
/// @param replies complete and correct replies
/// @param latencies nanoseconds from the write of a request to its complete reply
/// @param busyShare CPU time of the busiest loop over wall time, 0 to 1
/// @param fewestReplies the replies of the connection that got fewest
/// @param mostReplies the replies of the connection that got most
/// @param starvedConnections connections without any reply
public record LoadSample(
        double seconds,
        long replies,
        Histogram latencies,
        double busyShare,
        long fewestReplies,
        long mostReplies,
        long starvedConnections) {

    static LoadSample merge(List<LoopSample> loops) {
        var latencies = Latencies.empty();
        var perConnection = new LongSummaryStatistics();
        double wallNanos = 0;
        double busyShare = 0;
        long starved = 0;
        for (var loop : loops) {
            latencies.add(loop.latencies());
            perConnection.combine(loop.perConnection());
            wallNanos += (double) loop.wallNanos() / loops.size();
            busyShare = Math.max(busyShare, (double) loop.cpuNanos() / loop.wallNanos());
            starved += loop.starved();
        }
        return new LoadSample(
                wallNanos / 1e9,
                latencies.getTotalCount(),
                latencies,
                Math.min(1, busyShare),
                perConnection.getMin(),
                perConnection.getMax(),
                starved);
    }

    /// The rate over the whole window.
    public double repliesPerSecond() {
        return replies / seconds;
    }
}
