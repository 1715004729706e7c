package io.heddle.loadtest.doctor;

import io.heddle.loadtest.doctor.Vitals.ClockQuality;
import io.heddle.loadtest.doctor.Vitals.Noise;
import io.heddle.loadtest.kernel.Descriptors;
import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.MachineCpu;
import io.heddle.loadtest.kernel.NetworkCounters;
import io.heddle.loadtest.kernel.PortRange;
import io.heddle.loadtest.kernel.Processors;
import io.heddle.loadtest.measure.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Reads the vitals of the machine this process runs on; takes a little more than a second.
final class VitalsReader {
    private static final long REST_MILLIS = 1000;
    private static final int CLOCK_READS = 100_000;
    private static final int PARKS = 300;
    private static final long PARK_NANOS = 100_000;

    private VitalsReader() {}

    static Vitals read(KernelFiles files) throws InterruptedException {
        var noise = noise(files);
        return new Vitals(
                Descriptors.read(files).orElse(null),
                PortRange.read(files).orElse(null),
                NetworkCounters.read(files).timeWait(),
                boxed(files.number("proc/sys/net/core/somaxconn")),
                Processors.read(files),
                Runtime.getRuntime().availableProcessors(),
                onPath("taskset"),
                loadAverage(files),
                noise,
                files.line(Environment.CLOCK_SOURCE).orElse(null),
                clock(),
                kibibytes(files, "MemAvailable:"),
                swapUsed(files),
                files.line("sys/kernel/mm/transparent_hugepage/enabled").orElse(null),
                Runtime.version());
    }

    private static Noise noise(KernelFiles files) throws InterruptedException {
        var before = MachineCpu.read(files);
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        var after = MachineCpu.read(files);
        return before.isEmpty() || after.isEmpty()
                ? new Noise(null, null)
                : new Noise(
                        after.get().busyShareSince(before.get()),
                        after.get().stolenShareSince(before.get()));
    }

    private static ClockQuality clock() {
        long step = Long.MAX_VALUE;
        long start = System.nanoTime();
        long previous = start;
        for (int i = 0; i < CLOCK_READS; i++) {
            long now = System.nanoTime();
            if (now > previous) {
                step = Math.min(step, now - previous);
            }
            previous = now;
        }
        long cost = (previous - start) / CLOCK_READS;
        var late = new long[PARKS];
        for (int i = 0; i < PARKS; i++) {
            long before = System.nanoTime();
            LockSupport.parkNanos(PARK_NANOS);
            late[i] = System.nanoTime() - before - PARK_NANOS;
        }
        Arrays.sort(late);
        return new ClockQuality(cost, step, late[PARKS / 2], late[PARKS - PARKS / 100 - 1]);
    }

    private static boolean onPath(String command) {
        var path = System.getenv("PATH");
        return path != null
                && List.of(path.split(File.pathSeparator, -1)).stream()
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static @Nullable Double loadAverage(KernelFiles files) {
        return files.line("proc/loadavg")
                .map(line -> Double.valueOf(line.split(" ", 2)[0]))
                .orElse(null);
    }

    private static @Nullable Long swapUsed(KernelFiles files) {
        var total = kibibytes(files, "SwapTotal:");
        var free = kibibytes(files, "SwapFree:");
        return total == null || free == null ? null : (Long) (total - free);
    }

    private static @Nullable Long kibibytes(KernelFiles files, String label) {
        var value = boxed(files.labelled("proc/meminfo", label));
        return value == null ? null : (Long) (value * 1024);
    }

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }
}
