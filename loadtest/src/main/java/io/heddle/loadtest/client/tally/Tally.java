package io.heddle.loadtest.client.tally;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.client.ReplyCounts;
import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/// What one thread of the client has counted and timed in one window; all times are nanoseconds.
///
/// Written by one thread and then handed over with [#close]. Nothing but [#close] allocates, unless
/// a latency is longer than any before.
public final class Tally {
    private final Histogram response = Latencies.empty();
    private final Histogram service = Latencies.empty();
    private final Histogram sendLag = Latencies.empty();
    private final Histogram connect = Latencies.empty();
    private final Histogram firstByte = Latencies.empty();
    private long due;
    private long replies;
    private long errors;
    private long timeouts;
    private long deadlineMisses;
    private long bytesReceived;

    private double seconds;
    private double meanInFlight;
    private double busyShare;
    private long[] perConnection = {};

    public void due() {
        due++;
    }

    /// A request was written.
    ///
    /// @param lagNanos the client's own lateness; below zero counts as zero
    public void sent(long lagNanos) {
        sendLag.recordValue(Math.max(0, lagNanos));
    }

    public void firstByte(long nanos) {
        firstByte.recordValue(nanos);
    }

    public void replied(long responseNanos, long serviceNanos, boolean missedDeadline) {
        replies++;
        deadlineMisses += missedDeadline ? 1 : 0;
        response.recordValue(responseNanos);
        service.recordValue(serviceNanos);
    }

    /// A request that was written had no reply in time.
    public void timedOut(long responseNanos, long serviceNanos) {
        timeouts++;
        response.recordValue(responseNanos);
        service.recordValue(serviceNanos);
    }

    /// A request could not even be written in time.
    public void timedOutUnsent(long responseNanos) {
        timeouts++;
        response.recordValue(responseNanos);
    }

    public void failed(long requests) {
        errors += requests;
    }

    public void connected(long nanos) {
        connect.recordValue(nanos);
    }

    public void received(int bytes) {
        bytesReceived += bytes;
    }

    /// Ends the window.
    ///
    /// @param perConnection the replies of each connection; not copied
    /// @param busyShare 0 to 1
    public void close(long nanos, long inFlightNanos, double busyShare, long[] perConnection) {
        this.seconds = nanos / 1e9;
        this.meanInFlight = nanos == 0 ? 0 : (double) inFlightNanos / nanos;
        this.busyShare = busyShare;
        this.perConnection = perConnection;
    }

    /// The sample of all threads together.
    ///
    /// @param tallies closed, at least one; they are worth nothing afterwards
    public static ClientSample merge(List<Tally> tallies) {
        var all = tallies.getFirst();
        for (var other : tallies.subList(1, tallies.size())) {
            all.add(other);
        }
        return new ClientSample(
                all.seconds / tallies.size(),
                all.due,
                all.replies,
                all.errors,
                all.timeouts,
                all.deadlineMisses,
                all.bytesReceived,
                all.response,
                all.service,
                all.sendLag,
                all.connect,
                all.firstByte,
                ReplyCounts.of(all.perConnection),
                all.meanInFlight,
                Math.clamp(all.busyShare, 0, 1));
    }

    private void add(Tally other) {
        response.add(other.response);
        service.add(other.service);
        sendLag.add(other.sendLag);
        connect.add(other.connect);
        firstByte.add(other.firstByte);
        due += other.due;
        replies += other.replies;
        errors += other.errors;
        timeouts += other.timeouts;
        deadlineMisses += other.deadlineMisses;
        bytesReceived += other.bytesReceived;
        seconds += other.seconds;
        meanInFlight += other.meanInFlight;
        busyShare = Math.max(busyShare, other.busyShare);
        perConnection =
                LongStream.concat(LongStream.of(perConnection), LongStream.of(other.perConnection))
                        .toArray();
    }
}
