package io.heddle.loadtest.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void givesNoPercentileWithFewerThanTenSamplesAboveIt() {
        var latencies = Latencies.empty();
        latencies.recordValueWithCount(1_000, 999);

        assertEquals(OptionalDouble.empty(), Latencies.percentileMicros(latencies, 99));
        latencies.recordValue(1_000);
        assertEquals(1.0, Latencies.percentileMicros(latencies, 99).orElseThrow(), 0.001);
        assertEquals(OptionalDouble.empty(), Latencies.percentileMicros(latencies, 99.9));
    }

    @Test
    void tenSamplesAboveAreEnoughForEveryPercentile() {
        var latencies = Latencies.empty();
        latencies.recordValueWithCount(1_000, 10_000);

        assertTrue(Latencies.percentileMicros(latencies, 99.9).isPresent());
        assertTrue(Latencies.percentileMicros(latencies, 99.99).isEmpty());
    }

    @Test
    void growsRatherThanClips() {
        var latencies = Latencies.empty();
        long hourNanos = 3_600_000_000_000L;

        latencies.recordValue(hourNanos);

        assertTrue(latencies.getMaxValue() >= hourNanos);
    }
}
