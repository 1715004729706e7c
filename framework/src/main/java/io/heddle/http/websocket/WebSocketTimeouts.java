package io.heddle.http.websocket;

import io.heddle.Timeouts;
import java.time.Duration;

/// How long a WebSocket waits. What else limits a connection is in [Timeouts]: a peer that sends
/// nothing at all is over its time after `idle`, so a ping is sent after half of that at the
/// latest; one that does not read, after `write`.
///
/// @param ping how long the peer may be silent until it is sent a ping, 10 ms to 90 days or
///   [Timeouts#NEVER]; default 30 s
/// @param pong how long it may be silent after that, likewise; then the connection ends. Default 20
///   s
/// @param close how long a peer that was told of the end has for its answer, 10 ms to 1 h; default
///   2 s
public record WebSocketTimeouts(Duration ping, Duration pong, Duration close) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST_CLOSE = Duration.ofHours(1);

    /// What is described above as the default of each.
    public static final WebSocketTimeouts DEFAULT =
            new WebSocketTimeouts(
                    Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(2));

    /// @throws IllegalArgumentException naming what is out of its range
    public WebSocketTimeouts {
        Timeouts.checkLimit("ping", ping);
        Timeouts.checkLimit("pong", pong);
        if (close.compareTo(SHORTEST) < 0 || close.compareTo(LONGEST_CLOSE) > 0) {
            throw new IllegalArgumentException(
                    "close must be between PT0.01S and PT1H, was " + close);
        }
    }

    /// A copy with another time until a ping.
    public WebSocketTimeouts withPing(Duration ping) {
        return new WebSocketTimeouts(ping, pong, close);
    }

    /// A copy with another time for the answer to a ping.
    public WebSocketTimeouts withPong(Duration pong) {
        return new WebSocketTimeouts(ping, pong, close);
    }

    /// A copy with another time for the answer to a close, 10 ms to 1 h.
    public WebSocketTimeouts withClose(Duration close) {
        return new WebSocketTimeouts(ping, pong, close);
    }
}
