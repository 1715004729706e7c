package io.heddle.loadtest.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// A JVM's running totals.
///
/// @param gcCount collections so far
/// @param gcMillis time spent in them
/// @param jitMillis time spent compiling
/// @param threads platform threads alive now
public record JvmCounters(long gcCount, long gcMillis, long jitMillis, long threads) {

    public static JvmCounters now() {
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        return new JvmCounters(
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum(),
                ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /// What was added since `earlier`; the threads are those of now.
    public JvmCounters since(JvmCounters earlier) {
        return new JvmCounters(
                gcCount - earlier.gcCount,
                gcMillis - earlier.gcMillis,
                jitMillis - earlier.jitMillis,
                threads);
    }

    public Map<String, Long> values() {
        return Map.of(
                "gcCount",
                gcCount,
                "gcMillis",
                gcMillis,
                "jitMillis",
                jitMillis,
                "threads",
                threads);
    }

    public static JvmCounters of(Map<String, String> values) {
        return new JvmCounters(
                number(values, "gcCount"),
                number(values, "gcMillis"),
                number(values, "jitMillis"),
                number(values, "threads"));
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(values.getOrDefault(key, "0"));
    }
}
