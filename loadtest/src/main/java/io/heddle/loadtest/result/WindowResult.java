package io.heddle.loadtest.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one measured window found.
///
/// @param label such as `closed, 64 connections` or `open, 20,000/s`
/// @param offeredRate requests due per second; null in a closed loop
/// @param achievedRate replies per second
/// @param requests replies
/// @param responseUs from the time at which a request was due; in a closed loop the same as
///   `serviceUs`
/// @param serviceUs from the write
/// @param sendLagUs the client's own lateness
/// @param meanInFlight requests under way, on average by time
/// @param server null if the server's process is not ours
/// @param valid whether no check is red
/// @param checks by id, `V1` to `V12`, in their order
/// @param histograms `response`, `service`, `send_lag`, as compressed base64 of HdrHistogram,
///   nanoseconds
public record WindowResult(
        String label,
        Loop loop,
        @Nullable Double offeredRate,
        double achievedRate,
        long requests,
        long errors,
        long timeouts,
        long deadlineMisses,
        double durationS,
        Latency responseUs,
        Latency serviceUs,
        Latency sendLagUs,
        Latency connectUs,
        Latency firstByteUs,
        int connections,
        double meanInFlight,
        Fairness fairness,
        ClientUse client,
        @Nullable ServerUse server,
        HostUse host,
        boolean valid,
        Map<String, Check> checks,
        List<Tick> series,
        Map<String, String> histograms) {

    /// Who decides when the next request is sent.
    public enum Loop {
        /// A schedule.
        @JsonProperty("open")
        OPEN,
        /// The previous reply.
        @JsonProperty("closed")
        CLOSED
    }
}
