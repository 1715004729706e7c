package io.heddle.loadtest.client.thread;

/// One request and its reply; times are those of [System#nanoTime].
///
/// @param intendedNanos when it was due
/// @param writtenNanos when its write began
/// @param firstByteNanos when the first byte of its reply came
/// @param endNanos when its reply was complete, or was given up
record Exchange(long intendedNanos, long writtenNanos, long firstByteNanos, long endNanos) {}
