package io.heddle.loadtest.client;

/// How slowly each connection reads and writes.
///
/// @param readBytesPerSecond 0 for no bound
/// @param writeBytesPerSecond 0 for no bound
public record Throttle(long readBytesPerSecond, long writeBytesPerSecond) {
    /// As fast as it goes.
    public static final Throttle NONE = new Throttle(0, 0);
}
