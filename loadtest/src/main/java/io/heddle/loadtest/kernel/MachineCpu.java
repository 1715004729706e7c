package io.heddle.loadtest.kernel;

import java.util.Arrays;
import java.util.Optional;

/// The processor time of the whole machine at one moment, in the kernel's ticks of 10 ms.
///
/// @param used by programs; without interrupts, which our own traffic causes, and without `stolen`
/// @param stolen by the hypervisor
/// @param idle doing nothing, or waiting for a disk
/// @param total of all processors, idle or not
/// @param processors of the machine
public record MachineCpu(long used, long stolen, long idle, long total, int processors) {
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STEAL = 7;

    /// Now, or empty on systems that do not tell.
    public static Optional<MachineCpu> read(KernelFiles files) {
        return files.text("proc/stat").flatMap(MachineCpu::parse);
    }

    static Optional<MachineCpu> parse(String stat) {
        // The line of all processors comes first, then one for each.
        var lines = stat.lines().filter(line -> line.startsWith("cpu")).toList();
        if (lines.size() < 2) {
            return Optional.empty();
        }
        long[] ticks =
                Arrays.stream(lines.getFirst().split("\\s+", -1))
                        .skip(1)
                        .limit(STEAL + 1L)
                        .mapToLong(Long::parseLong)
                        .toArray();
        return Optional.of(
                new MachineCpu(
                        ticks[USER] + ticks[NICE] + ticks[SYSTEM],
                        ticks[STEAL],
                        ticks[IDLE] + ticks[WAITING],
                        Arrays.stream(ticks).sum(),
                        lines.size() - 1));
    }

    /// The share of the machine that others used since `earlier`, 0 to 1.
    ///
    /// @param oursNanos our own processor time meanwhile
    public double foreignShareSince(MachineCpu earlier, long oursNanos) {
        double ours = (double) oursNanos / ProcessStat.TICK_NANOS;
        return Math.clamp((used - earlier.used - ours) / ticksSince(earlier), 0, 1);
    }

    /// The share that the hypervisor took since `earlier`, 0 to 1.
    public double stolenShareSince(MachineCpu earlier) {
        return Math.clamp((stolen - earlier.stolen) / ticksSince(earlier), 0, 1);
    }

    /// The share in which processors were not idle since `earlier`, 0 to 1.
    public double busyShareSince(MachineCpu earlier) {
        return Math.clamp(1 - (idle - earlier.idle) / ticksSince(earlier), 0, 1);
    }

    private double ticksSince(MachineCpu earlier) {
        return Math.max(1, total - earlier.total);
    }
}
