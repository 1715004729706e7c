package io.heddle.loadtest.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a control group, such as a container's, lets this process have; null for no limit.
///
/// @param cores on average over time
/// @param memoryBytes at most
public record ControlGroup(@Nullable Double cores, @Nullable Long memoryBytes) {
    private static final String ROOT = "sys/fs/cgroup/";

    /// The older kind writes a number near the largest for no limit.
    private static final long ABSURD_BYTES = 1L << 60;

    /// Reads the limits of both kinds of control groups.
    public static ControlGroup read(KernelFiles files) {
        var own = ownFolder(files);
        var cores =
                files.line(own + "cpu.max")
                        .or(() -> files.line(ROOT + "cpu.max"))
                        .flatMap(ControlGroup::quota)
                        .or(() -> olderQuota(files));
        var memory =
                files.line(own + "memory.max")
                        .or(() -> files.line(ROOT + "memory.max"))
                        .or(() -> files.line(ROOT + "memory/memory.limit_in_bytes"))
                        .filter(text -> text.chars().allMatch(Character::isDigit))
                        .map(Long::valueOf)
                        .filter(bytes -> bytes < ABSURD_BYTES);
        return new ControlGroup(cores.orElse(null), memory.orElse(null));
    }

    // Within a container the group's own folder is the root; outside it lies below.
    private static String ownFolder(KernelFiles files) {
        return ROOT
                + files.text("proc/self/cgroup")
                        .flatMap(text ->
                                text.lines()
                                        .filter(line -> line.startsWith("0::/"))
                                        .map(line -> line.substring("0::/".length()))
                                        .findFirst())
                        .filter(path -> !path.isEmpty() && !path.contains(".."))
                        .map(path -> path + "/")
                        .orElse("");
    }

    private static Optional<Double> quota(String line) {
        var words = line.split("\\s+", -1);
        return words.length < 2 || words[0].equals("max")
                ? Optional.empty()
                : Optional.of(Double.parseDouble(words[0]) / Double.parseDouble(words[1]));
    }

    private static Optional<Double> olderQuota(KernelFiles files) {
        var quota = files.number(ROOT + "cpu/cpu.cfs_quota_us");
        var period = files.number(ROOT + "cpu/cpu.cfs_period_us");
        return quota.isEmpty() || period.isEmpty() || quota.getAsLong() <= 0
                ? Optional.empty()
                : Optional.of((double) quota.getAsLong() / period.getAsLong());
    }
}
