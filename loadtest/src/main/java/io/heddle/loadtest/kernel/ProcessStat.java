package io.heddle.loadtest.kernel;

import java.util.Optional;

/// The cheapest reading of a process: its `/proc/<pid>/stat`.
///
/// The kernel keeps the sum of both times exactly and shows it in steps of 10 ms.
///
/// @param userNanos processor time in user mode of all threads, also of those that have ended
/// @param systemNanos the same in the kernel
/// @param threads alive now
/// @param residentPages of memory
public record ProcessStat(long userNanos, long systemNanos, int threads, long residentPages) {
    /// What the kernel calls a second has been cut into 100 for programs on every architecture that
    /// has a JVM.
    static final long TICK_NANOS = 10_000_000;

    // Counted from the field after the name, which is the third of proc(5).
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int THREADS = 17;
    private static final int RESIDENT = 21;

    /// Reads a living process; empty if it is gone, or on other systems.
    public static Optional<ProcessStat> of(KernelFiles files, long pid) {
        return files.text("proc/" + pid + "/stat").flatMap(ProcessStat::parse);
    }

    /// Parses the file's only line.
    static Optional<ProcessStat> parse(String line) {
        // The name stands in parentheses and may hold blanks and parentheses itself.
        var fields = line.substring(line.lastIndexOf(')') + 1).strip().split("\\s+", -1);
        if (fields.length <= RESIDENT) {
            return Optional.empty();
        }
        return Optional.of(
                new ProcessStat(
                        Long.parseLong(fields[USER]) * TICK_NANOS,
                        Long.parseLong(fields[SYSTEM]) * TICK_NANOS,
                        Integer.parseInt(fields[THREADS]),
                        Long.parseLong(fields[RESIDENT])));
    }

    /// Processor time in both modes.
    public long totalNanos() {
        return userNanos + systemNanos;
    }
}
