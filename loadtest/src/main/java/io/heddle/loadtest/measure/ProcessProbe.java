package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.Pages;
import io.heddle.loadtest.kernel.ProcessStat;
import io.heddle.loadtest.kernel.ThreadTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads a process from the outside without starting one: `/proc` on Linux, the JDK's process
/// handles elsewhere. Any thread may use it.
final class ProcessProbe {
    private static final ThreadTimes UNKNOWN = new ThreadTimes(Map.of(), Map.of());

    private final ProcessHandle process;
    private final KernelFiles files = KernelFiles.live();
    private final String folder;
    private final long pageBytes;

    /// Looks for the process.
    ///
    /// @throws IOException if there is no such process
    public ProcessProbe(long pid) throws IOException {
        process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid));
        folder = "proc/" + pid;
        pageBytes = Pages.bytes(files);
    }

    /// Its CPU time now, exact where the system tells.
    public CpuReading cpu() {
        return full().cpu();
    }

    /// Its resident memory now, counted page by page where the system does that (some milliseconds
    /// for a large heap), else as the kernel estimates it.
    public OptionalLong residentBytes() {
        var counted = files.labelled(folder + "/smaps_rollup", "Rss:");
        var kibibytes =
                counted.isPresent() ? counted : files.labelled(folder + "/status", "VmRSS:");
        return kibibytes.isPresent()
                ? OptionalLong.of(kibibytes.getAsLong() * 1024)
                : OptionalLong.empty();
    }

    /// What one small file tells: cheap enough for every tick.
    ProcessReading brief() {
        return reading(UNKNOWN, null);
    }

    /// Everything, thread by thread.
    ProcessReading full() {
        return reading(ThreadTimes.of(files, process.pid()), descriptors());
    }

    private ProcessReading reading(ThreadTimes perThread, @Nullable Integer descriptors) {
        return ProcessStat.of(files, process.pid())
                .map(stat ->
                        new ProcessReading(
                                stat.userNanos(),
                                stat.systemNanos(),
                                perThread,
                                stat.residentPages() * pageBytes,
                                stat.threads(),
                                descriptors))
                .orElseGet(this::elsewhere);
    }

    private ProcessReading elsewhere() {
        long nanos = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        return new ProcessReading(nanos, 0, UNKNOWN, null, null, null);
    }

    private @Nullable Integer descriptors() {
        var open = files.root().resolve(folder + "/fd");
        try {
            // Kernels since 6.2 tell the number as the folder's size; older ones say 0.
            long size = Files.size(open);
            if (size > 0) {
                return (int) size;
            }
        } catch (IOException e) {
            return null;
        }
        int listed = files.names(folder + "/fd").size();
        return listed == 0 ? null : listed;
    }
}
