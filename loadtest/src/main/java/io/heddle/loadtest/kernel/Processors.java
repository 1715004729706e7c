package io.heddle.loadtest.kernel;

import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The processors of this machine. What the kernel does not tell is null.
///
/// @param model as its maker calls it
/// @param logical threads that run at once; 0 where unknown
/// @param cores physical; 0 where unknown
/// @param governor of their frequency, such as `performance`
/// @param turbo whether frequencies may rise above the nominal one
/// @param virtual whether a hypervisor shows them
public record Processors(
        @Nullable String model,
        int logical,
        int cores,
        @Nullable String governor,
        @Nullable Boolean turbo,
        boolean virtual) {
    private static final String CPU = "sys/devices/system/cpu/";

    /// Reads them.
    public static Processors read(KernelFiles files) {
        var info = files.text("proc/cpuinfo").orElse("");
        return new Processors(
                value(info, "model name").or(() -> value(info, "Model")).orElse(null),
                (int) info.lines().filter(line -> line.startsWith("processor")).count(),
                physicalCores(info),
                files.line(CPU + "cpu0/cpufreq/scaling_governor").orElse(null),
                turbo(files),
                value(info, "flags").stream().anyMatch(flags -> flags.contains(" hypervisor")));
    }

    /// Whether two logical processors share a core.
    public boolean multithreaded() {
        return cores > 0 && logical > cores;
    }

    private static @Nullable Boolean turbo(KernelFiles files) {
        var intel = files.number(CPU + "intel_pstate/no_turbo");
        if (intel.isPresent()) {
            return intel.getAsLong() == 0;
        }
        var boost = files.number(CPU + "cpufreq/boost");
        return boost.isPresent() ? (Boolean) (boost.getAsLong() != 0) : null;
    }

    private static int physicalCores(String info) {
        var cores = new HashSet<String>();
        var socket = "";
        for (var line : info.lines().toList()) {
            if (line.startsWith("physical id")) {
                socket = line;
            } else if (line.startsWith("core id")) {
                cores.add(socket + line);
            }
        }
        return cores.size();
    }

    private static Optional<String> value(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1).stripTrailing())
                .map(value -> name.equals("flags") ? value : value.strip())
                .findFirst();
    }
}
