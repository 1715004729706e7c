package io.heddle.loadtest.result;

/// What an invented target is like.
///
/// @param cpuMicros per request
/// @param p50Micros of the response time at little load
/// @param maximum replies per second
/// @param virtualThreads mounted at once; 0 if it has none
record SampleTarget(
        String name,
        boolean twin,
        double cpuMicros,
        double p50Micros,
        double maximum,
        double heapPerConnection,
        int virtualThreads) {}
