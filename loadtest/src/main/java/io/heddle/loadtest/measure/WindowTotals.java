package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.client.ReplyCounts;
import org.HdrHistogram.Histogram;

/// The sum of the samples of a stretch of time. Not thread-safe.
final class WindowTotals {
    final Histogram response = Latencies.empty();
    final Histogram service = Latencies.empty();
    final Histogram sendLag = Latencies.empty();
    final Histogram connect = Latencies.empty();
    final Histogram firstByte = Latencies.empty();
    private ReplyCounts perConnection = ReplyCounts.of(new long[0]);
    private double seconds;
    private double inFlightSeconds;
    private double busySeconds;
    private long due;
    private long replies;
    private long errors;
    private long timeouts;
    private long deadlineMisses;

    void add(ClientSample sample) {
        response.add(sample.response());
        service.add(sample.service());
        sendLag.add(sample.sendLag());
        connect.add(sample.connect());
        firstByte.add(sample.firstByte());
        perConnection = perConnection.plus(sample.perConnection());
        seconds += sample.seconds();
        inFlightSeconds += sample.meanInFlight() * sample.seconds();
        busySeconds += sample.busyShare() * sample.seconds();
        due += sample.due();
        replies += sample.replies();
        errors += sample.errors();
        timeouts += sample.timeouts();
        deadlineMisses += sample.deadlineMisses();
    }

    double seconds() {
        return seconds;
    }

    /// Requests under way, added up over time.
    double inFlightSeconds() {
        return inFlightSeconds;
    }

    double busyShare() {
        return seconds == 0 ? 0 : busySeconds / seconds;
    }

    long due() {
        return due;
    }

    long replies() {
        return replies;
    }

    long errors() {
        return errors;
    }

    long timeouts() {
        return timeouts;
    }

    long deadlineMisses() {
        return deadlineMisses;
    }

    ReplyCounts perConnection() {
        return perConnection;
    }

    /// Replies without a place in a histogram.
    long clipped() {
        return Math.max(0, replies - response.getTotalCount())
                + Math.max(0, replies - service.getTotalCount());
    }
}
