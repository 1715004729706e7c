package io.heddle.loadtest.selftest;

/// How far from the truth a time may be.
final class Tolerance {
    private static final double SHARE = 0.03;
    private static final double LEAST_MILLIS = 20;

    private Tolerance() {}

    /// Three per cent, or 20 ms if that is more.
    static double millis(double truth) {
        return Math.max(SHARE * truth, LEAST_MILLIS);
    }
}
