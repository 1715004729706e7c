package io.heddle.loadtest.compare;

import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.target.TargetSpec;
import java.util.List;
import java.util.Map;

/// How the servers of a comparison are run.
///
/// @param cpus which processors they and the client use
/// @param jvm the JVM options of all
/// @param bufferBytes the buffer of targets whose buffer does not adapt
/// @param extraJvmFlags options for one target alone, by its name or text
public record Servers(
        CpuPlan cpus, ServerJvm jvm, int bufferBytes, Map<String, List<String>> extraJvmFlags) {

    public Servers {
        extraJvmFlags = Map.copyOf(extraJvmFlags);
    }

    /// The command that serves one target.
    public List<String> command(TargetSpec target) {
        return jvm.command(target, cpus.server().size(), bufferBytes, flagsOf(target));
    }

    List<String> flagsOf(TargetSpec target) {
        var ofVariant = extraJvmFlags.get(target.text());
        return ofVariant != null
                ? ofVariant
                : extraJvmFlags.getOrDefault(target.target().name(), List.of());
    }
}
