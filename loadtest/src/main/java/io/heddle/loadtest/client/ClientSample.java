package io.heddle.loadtest.client;

import org.HdrHistogram.Histogram;

/// What the load did between two samples. All histograms hold nanoseconds; their owner may change
/// them.
///
/// @param seconds the length of the window
/// @param due requests whose time came in the window; in a closed loop, those sent
/// @param replies complete and correct replies
/// @param errors requests that ended by a failed connection, and connects that failed
/// @param timeouts requests without a reply in time
/// @param deadlineMisses replies after the deadline
/// @param bytesReceived of replies
/// @param response from the time at which a request was due to its complete reply, timeouts
///   included; in a closed loop, the same as `service`
/// @param service from the write of a request to its complete reply, timeouts included
/// @param sendLag the client's own lateness: from when a request was due and a connection was free
///   to its write
/// @param connect connecting, with TLS
/// @param firstByte from the write of a request to the first byte of its reply
/// @param perConnection the replies of each connection in the window; a replaced connection passes
///   its count on to its successor
/// @param meanInFlight the mean number of requests under way, waiting for a connection or for a
///   reply (by time)
/// @param busyShare the share of the time in which the busiest loop did anything but wait, 0 to 1
public record ClientSample(
        double seconds,
        long due,
        long replies,
        long errors,
        long timeouts,
        long deadlineMisses,
        long bytesReceived,
        Histogram response,
        Histogram service,
        Histogram sendLag,
        Histogram connect,
        Histogram firstByte,
        ReplyCounts perConnection,
        double meanInFlight,
        double busyShare) {}
