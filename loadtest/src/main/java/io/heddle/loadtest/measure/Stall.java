package io.heddle.loadtest.measure;

/// A time in which a thread that wanted to run did not.
///
/// @param atNanos its beginning, by [System#nanoTime()]
record Stall(long atNanos, long nanos) {}
