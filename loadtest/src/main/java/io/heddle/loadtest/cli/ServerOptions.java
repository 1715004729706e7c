package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Servers;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.GarbageCollector;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.target.ListenOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide how the servers are run, the same for all.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServerOptions {
    private static final long SMALLEST_HEAP = 32L * 1024 * 1024;
    private static final long LARGEST_HEAP = 1L << 42;
    private static final int SMALL_BUFFER = 4096;
    private static final int LARGEST_BUFFER = 16 * 1024 * 1024;

    /// How the processors are divided.
    enum CpuPlanChoice {
        AUTO,
        SPLIT,
        SHARED
    }

    @Option(
            names = "--cpu-plan",
            paramLabel = "PLAN",
            defaultValue = "auto",
            description =
                    "split: half of the cores each for server and client; shared: all for both;"
                            + " auto: split where possible (default)")
    private CpuPlanChoice cpuPlan;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            converter = Converters.OfSize.class,
            description = "heap of each server, initial and largest (default: ${DEFAULT-VALUE})")
    private long heap;

    @Option(
            names = "--gc",
            paramLabel = "GC",
            defaultValue = "G1",
            description = "collector of each server: ${COMPLETION-CANDIDATES} (default: G1)")
    private GarbageCollector collector;

    @Option(
            names = "--buffer",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description =
                    "read buffer of raw-vt and nio-reactor (default: 4KiB, up to 64KiB for larger"
                            + " messages)")
    private @Nullable Long buffer;

    @Option(
            names = "--target-jvm-args",
            paramLabel = "TARGET=FLAG",
            hidden = true,
            description = "one more JVM flag for one target; may be repeated")
    private List<String> targetJvmArgs = new ArrayList<>();

    CpuPlan cpus() {
        return Affinity.plan(cpuPlan != CpuPlanChoice.SHARED);
    }

    /// The servers' settings, once the options are within their bounds.
    Servers servers(Bounds bounds, CpuPlan cpus, int payloadBytes) {
        bounds.between("--heap", heap, SMALLEST_HEAP, LARGEST_HEAP, " bytes");
        long bufferBytes = buffer == null ? suitableBuffer(payloadBytes) : buffer;
        bounds.between("--buffer", bufferBytes, 1, LARGEST_BUFFER, " bytes");
        boolean pinned = cpus.mode() == CpuPlan.Mode.SPLIT;
        var jvm =
                new ServerJvm(
                        heap, collector, cpus.server().size(), pinned ? cpus.server() : List.of());
        return new Servers(cpus, jvm, (int) bufferBytes, flagsByTarget(bounds));
    }

    private static int suitableBuffer(int payloadBytes) {
        int largest = Math.min(payloadBytes, ListenOptions.LARGEST_BUFFER_BYTES);
        int buffer = SMALL_BUFFER;
        while (buffer < largest) {
            buffer *= 2;
        }
        return buffer;
    }

    private Map<String, List<String>> flagsByTarget(Bounds bounds) {
        var flags = new HashMap<String, List<String>>();
        for (String argument : targetJvmArgs) {
            // A variant's own name holds '=' too; the flag begins with the first '=-'.
            int equals = argument.indexOf("=-");
            if (equals < 1) {
                throw bounds.violation(
                        "--target-jvm-args must be TARGET=-FLAG, was '%s'".formatted(argument));
            }
            flags.computeIfAbsent(argument.substring(0, equals), _ -> new ArrayList<>())
                    .add(argument.substring(equals + 1));
        }
        return flags;
    }
}
