package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.GarbageCollector;
import io.heddle.loadtest.process.ServeOptions;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.Tuning;
import io.heddle.loadtest.wire.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide how the servers are run, the same for all.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServerOptions {
    private static final long SMALLEST_HEAP = 32L * 1024 * 1024;
    private static final long LARGEST_HEAP = 1L << 42;

    /// What suits messages whose size is not known.
    static final int SMALL_BUFFER = 4096;

    private static final int LARGEST_BUFFER = 16 * 1024 * 1024;

    /// How targets are configured.
    enum ProfileSet {
        DEFAULT,
        TUNED
    }

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
            names = "--profile-set",
            paramLabel = "SET",
            defaultValue = "default",
            description =
                    "default: as each one's documentation teaches; tuned: with its documented flags"
                            + " (default: default)")
    private ProfileSet profileSet;

    @Option(
            names = "--target-jvm-args",
            paramLabel = "TARGET=FLAG",
            hidden = true,
            description = "one more JVM flag for one target; may be repeated")
    private List<String> targetJvmArgs = new ArrayList<>();

    /// The profile of all targets, for people.
    String profile() {
        return profileSet.name().toLowerCase(Locale.ROOT);
    }

    /// What starts the servers, once the options are within their bounds.
    ///
    /// @param payloadBytes of the messages, which decides the buffers' default
    Launcher launcher(Bounds bounds, CpuPlan cpus, ServerProcesses processes, long payloadBytes) {
        bounds.between("--heap", heap, SMALLEST_HEAP, LARGEST_HEAP, " bytes");
        long bufferBytes = buffer == null ? suitableBuffer(payloadBytes) : buffer;
        bounds.between("--buffer", bufferBytes, 1, LARGEST_BUFFER, " bytes");
        boolean pinned = cpus.mode() == CpuPlan.Mode.SPLIT;
        int processors = cpus.server().size();
        var jvm = new ServerJvm(heap, collector, processors, pinned ? cpus.server() : List.of());
        return new Launcher(
                processes,
                jvm,
                ServeOptions.of(Protocol.RAW, processors).withBufferBytes((int) bufferBytes),
                flagsByTarget(bounds));
    }

    /// Reads what was typed for a server; in the tuned profile, with what it sets beyond that.
    ServerChoice choice(Bounds bounds, String text) {
        var choice = bounds.parsed("TARGET", text, ServerChoice::parse);
        if (profileSet == ProfileSet.DEFAULT
                || !(choice instanceof ServerChoice.OfTarget chosen)
                || !chosen.target().parameters().isEmpty()) {
            return choice;
        }
        var parameters =
                chosen.target().target().tuned().stream()
                        .filter(tuning -> tuning.kind() == Tuning.Kind.PARAMETER)
                        .map(Tuning::setting)
                        .collect(Collectors.joining(","));
        return parameters.isEmpty()
                ? choice
                : bounds.parsed("TARGET", text + ":" + parameters, ServerChoice::parse);
    }

    private static int suitableBuffer(long payloadBytes) {
        long largest = Math.min(payloadBytes, ListenOptions.LARGEST_BUFFER_BYTES);
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
