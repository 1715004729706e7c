package io.heddle.loadtest.measure;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessProbeTest {
    private final ProcessProbe self;

    ProcessProbeTest() throws IOException {
        self = new ProcessProbe(ProcessHandle.current().pid());
    }

    @Test
    void seesTheTimeOfABusyThreadThatHasEnded() throws Exception {
        var before = self.full();
        var spent = new long[1];

        var busy = Thread.ofPlatform().start(() -> spent[0] = burn(300));
        busy.join();

        long seen = self.full().nanosSince(before);
        assertTrue(seen >= spent[0] / 2, "saw %d of %d ns".formatted(seen, spent[0]));
        assertTrue(
                seen < spent[0] + TimeUnit.SECONDS.toNanos(20),
                "saw %d for %d ns".formatted(seen, spent[0]));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsEverythingOnLinux() {
        var reading = self.full();

        assertNotNull(reading.residentBytes());
        assertTrue(reading.residentBytes() > 1 << 20, reading.toString());
        assertNotNull(reading.threads());
        assertTrue(reading.threads() > 1, reading.toString());
        assertNotNull(reading.descriptors());
        assertTrue(reading.descriptors() > 3, reading.toString());
        assertNotNull(reading.switchesSince(self.full()));
        assertTrue(self.residentBytes().orElseThrow() > 1 << 20);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesMemoryThatIsTouched() {
        // Meanwhile a collection may give some back to the system.
        await().until(this::grownByABlock, grown -> grown > 32 << 20);
    }

    private long grownByABlock() {
        long before = self.residentBytes().orElseThrow();
        try (var arena = Arena.ofConfined()) {
            var block = arena.allocate(64 << 20);
            block.fill((byte) 1);
            return self.residentBytes().orElseThrow() - before;
        }
    }

    @Test
    void refusesAProcessThatIsNotThere() {
        var failure = assertThrows(IOException.class, () -> new ProcessProbe(Long.MAX_VALUE));

        assertEquals("no process " + Long.MAX_VALUE, failure.getMessage());
    }

    /// Burns this much CPU time of the current thread and returns what it was.
    private static long burn(long millis) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        return threads.getCurrentThreadCpuTime() - start;
    }
}
