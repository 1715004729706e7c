package io.heddle.loadtest.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Reads another process from the outside: `/proc` on Linux, the JDK's process handles elsewhere.
public final class ProcessProbe {
    private final ProcessHandle process;
    private final Path directory;

    /// Looks for the process.
    ///
    /// @throws IOException if there is no such process
    public ProcessProbe(long pid) throws IOException {
        process = ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process " + pid));
        directory = Path.of("/proc", String.valueOf(pid));
    }

    /// Its CPU time now.
    public CpuReading cpu() throws IOException {
        var total = process.info().totalCpuDuration().orElse(Duration.ZERO);
        return new CpuReading(total, perThread());
    }

    /// Its resident memory, where the system tells.
    public OptionalLong residentBytes() {
        try (var lines = Files.lines(directory.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private Map<Long, Long> perThread() throws IOException {
        var tasks = directory.resolve("task");
        if (!Files.isDirectory(tasks)) {
            return Map.of();
        }
        var nanos = new HashMap<Long, Long>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) {
                addThread(nanos, thread);
            }
        }
        return nanos;
    }

    private static void addThread(Map<Long, Long> nanos, Path thread) {
        try {
            String running = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            nanos.put(
                    Long.parseLong(String.valueOf(thread.getFileName())), Long.parseLong(running));
        } catch (IOException e) {
            // It ended while we looked; the process total still has its time.
        }
    }
}
