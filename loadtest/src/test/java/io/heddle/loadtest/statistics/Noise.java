package io.heddle.loadtest.statistics;

import java.util.Random;
import java.util.stream.IntStream;

/// Forks of imagined servers, noisy in a known way.
final class Noise {
    private final Random random;
    private final double share;

    /// @param share the standard deviation of a fork's logarithm
    Noise(long seed, double share) {
        random = new Random(seed);
        this.share = share;
    }

    /// What a fork of a server that truly needs `value` measures.
    double around(double value) {
        return value * Math.exp(share * random.nextGaussian());
    }

    /// The logarithms of the blocks' ratios of a server to one that differs by this factor.
    double[] logRatios(int blocks, double factor) {
        return IntStream.range(0, blocks)
                .mapToDouble(block -> Math.log(around(factor) / around(1)))
                .toArray();
    }
}
