package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuReadingTest {
    @Test
    void addsUpTheThreads() {
        var before =
                new CpuReading(Duration.ofMillis(100), Map.of(1L, 90_000_000L, 2L, 9_000_000L));
        var after =
                new CpuReading(
                        Duration.ofMillis(150),
                        Map.of(1L, 91_000_000L, 2L, 50_000_000L, 3L, 7_000_000L));

        assertEquals(49_000_000, after.nanosSince(before));
    }

    @Test
    void usesTheProcessTotalWhenAThreadHasEnded() {
        var before =
                new CpuReading(Duration.ofMillis(100), Map.of(1L, 50_000_000L, 2L, 50_000_000L));
        var after = new CpuReading(Duration.ofMillis(1100), Map.of(1L, 60_000_000L));

        assertEquals(1_000_000_000, after.nanosSince(before));
    }

    @Test
    void countsTheLittleThatAThreadRanBeforeItEnded() {
        var before =
                new CpuReading(Duration.ofMillis(100), Map.of(1L, 50_000_000L, 2L, 50_000_000L));
        var after = new CpuReading(Duration.ofMillis(120), Map.of(1L, 51_000_000L));

        assertEquals(20_000_000, after.nanosSince(before));
    }

    @Test
    void usesTheProcessTotalWhereThreadsAreUnknown() {
        var before = new CpuReading(Duration.ofMillis(100), Map.of());
        var after = new CpuReading(Duration.ofMillis(120), Map.of());

        assertEquals(20_000_000, after.nanosSince(before));
    }

    @Test
    void readsThisProcess() throws Exception {
        var probe = new ProcessProbe(ProcessHandle.current().pid());
        var before = probe.cpu();

        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long end = threads.getCurrentThreadCpuTime() + 100_000_000;
                threads.getCurrentThreadCpuTime() < end; ) {
            sum += System.nanoTime() % 7;
        }

        assertTrue(probe.cpu().nanosSince(before) > 10_000_000, "of work that gave " + sum);
    }
}
