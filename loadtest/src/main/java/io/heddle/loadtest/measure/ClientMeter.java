package io.heddle.loadtest.measure;

import io.heddle.loadtest.result.ClientUse;
import java.lang.management.ManagementFactory;

/// What this process, the client, uses from its opening on.
final class ClientMeter implements AutoCloseable {
    private final HiccupMeter hiccups = HiccupMeter.start();
    private final JvmCounters countersBefore = JvmCounters.now();
    private final long cpuNanosBefore = cpuNanosNow();
    private final long startNanos = System.nanoTime();

    private static long cpuNanosNow() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /// CPU time of the process since the opening.
    long cpuNanos() {
        return cpuNanosNow() - cpuNanosBefore;
    }

    /// The sum.
    ClientUse use(WindowTotals totals) {
        var counters = JvmCounters.now().since(countersBefore);
        var heap = counters.heapBytes();
        return new ClientUse(
                Math.clamp(totals.busyShare(), 0, 1),
                cpuNanos() / 1e9,
                hiccups.longestNanos() / 1e3,
                hiccups.stalls().stream()
                        .map(stall -> Math.max(0, (stall.atNanos() - startNanos) / 1e9))
                        .toList(),
                counters.gcCount(),
                counters.gcMillis(),
                heap == null ? 0 : heap,
                totals.clipped());
    }

    @Override
    public void close() {
        hiccups.close();
    }
}
