package io.heddle.loadtest.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The CPU time of the whole machine at one moment, in the kernel's ticks.
///
/// @param used by programs, and stolen by the host of a virtual machine; without interrupts, which
///   our own traffic causes
/// @param total of all processors, idle or not
/// @param processors of the machine
public record MachineCpu(long used, long total, int processors) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int STEAL = 7;

    /// Now, or empty on systems that do not tell.
    public static Optional<MachineCpu> now() {
        try {
            // The line of all processors comes first, then one for each.
            var lines = Files.readAllLines(STAT).stream().filter(l -> l.startsWith("cpu")).toList();
            long[] ticks =
                    Arrays.stream(lines.getFirst().split("\\s+", -1))
                            .skip(1)
                            .limit(STEAL + 1L)
                            .mapToLong(Long::parseLong)
                            .toArray();
            return Optional.of(
                    new MachineCpu(
                            ticks[USER] + ticks[NICE] + ticks[SYSTEM] + ticks[STEAL],
                            Arrays.stream(ticks).sum(),
                            lines.size() - 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The share of the machine that was used by others than us since `earlier`, 0 to 1.
    ///
    /// @param oursNanos our own CPU time meanwhile
    /// @param wallNanos the time that passed
    public double foreignShareSince(MachineCpu earlier, long oursNanos, long wallNanos) {
        double usedShare = (double) (used - earlier.used) / Math.max(1, total - earlier.total);
        return Math.max(0, usedShare - oursNanos / ((double) wallNanos * processors));
    }
}
