package io.heddle.loadtest.crosscheck;

import java.util.OptionalDouble;

/// What a load tool says of a server, in a closed loop.
///
/// @param requestsPerSecond correct and wrong replies alike
/// @param meanMicros from request to reply; empty where the tool does not tell
/// @param p50Micros empty where the tool does not tell
/// @param p99Micros empty where the tool does not tell
/// @param errors failed connections, timeouts, and replies other than 2xx and 3xx
public record ToolReading(
        double requestsPerSecond,
        OptionalDouble meanMicros,
        OptionalDouble p50Micros,
        OptionalDouble p99Micros,
        long errors) {}
