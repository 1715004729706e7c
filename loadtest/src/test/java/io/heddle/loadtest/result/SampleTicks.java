package io.heddle.loadtest.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Invented timelines, a point each quarter of a second; collections and JIT time are totals.
final class SampleTicks {
    private SampleTicks() {}

    static List<Tick> of(
            int seconds,
            double rate,
            @Nullable Double offered,
            SampleTarget target,
            boolean warming,
            Random random) {
        var ticks = new ArrayList<Tick>();
        long collections = 0;
        double compiled = 0;
        for (int i = 1; i <= seconds * 4; i++) {
            double cold = warming ? 1 - Math.exp(-i / 5.0) : 1;
            double noise = 1 + 0.02 * random.nextGaussian();
            boolean collects = random.nextInt(18) == 0;
            collections += collects ? 1 : 0;
            compiled += (warming ? 160 : 8) * Math.exp(-i / 6.0);
            double p50 = target.p50Micros() / cold * noise;
            double p99 = p50 * (2.8 + random.nextDouble()) + (collects ? 2_400 : 0);
            ticks.add(
                    new Tick(
                            i / 4.0,
                            rate * cold * noise,
                            offered == null ? 0 : offered,
                            0,
                            p50,
                            p99,
                            p99 * (1.5 + 2 * random.nextDouble()),
                            offered == null ? null : 25 + 10 * random.nextDouble(),
                            Math.min(1, rate * cold * target.cpuMicros() / 1e6 * noise),
                            120 + 25 * cold + random.nextDouble(),
                            collections,
                            Math.round(compiled),
                            target.virtualThreads() > 0 ? random.nextInt(2) : null,
                            target.virtualThreads() > 0 ? (long) random.nextInt(9) : null,
                            0.8 + 0.1 * random.nextDouble()));
        }
        return List.copyOf(ticks);
    }
}
