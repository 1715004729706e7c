package io.heddle.loadtest.client.loop;

/// How many bytes may pass at a rate: a bucket that fills with time. Not thread-safe.
final class Allowance {
    private static final double NANOS_PER_SECOND = 1e9;
    // Bytes pass in pieces of a fiftieth of a second, or one by one where that is less than a byte.
    private static final double PIECES_PER_SECOND = 50;

    private final double bytesPerNano;
    private final double piece;
    private double available;
    private long filledNanos;

    /// @param bytesPerSecond more than 0
    Allowance(long bytesPerSecond, long nowNanos) {
        bytesPerNano = bytesPerSecond / NANOS_PER_SECOND;
        piece = Math.max(1, bytesPerSecond / PIECES_PER_SECOND);
        filledNanos = nowNanos;
    }

    /// The bytes that may pass now: 0, or a piece at least.
    int bytes(long nowNanos) {
        double filled = available + (nowNanos - filledNanos) * bytesPerNano;
        available = Math.min(2 * piece, filled);
        filledNanos = nowNanos;
        return available < piece ? 0 : (int) Math.min(Integer.MAX_VALUE, available);
    }

    void spend(int bytes) {
        available -= bytes;
    }

    /// When a piece may pass, if none may now.
    long nextNanos(long nowNanos) {
        return nowNanos + (long) Math.ceil((piece - available) / bytesPerNano);
    }
}
