package io.heddle.loadtest.measure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.jspecify.annotations.Nullable;

/// A JVM's running totals and present state. What the JVM cannot tell is null.
///
/// @param gcCount pauses and cycles of the collectors so far
/// @param gcMillis time spent in them
/// @param jitMillis time spent compiling, by all compiler threads
/// @param threads platform threads alive now
/// @param heapBytes in use now, garbage included
/// @param safepointCount so far; only where the JVM was started with [#SAFEPOINT_FLAG]
/// @param safepointMillis spent at them
/// @param vtParallelism carriers that the scheduler of virtual threads aims at
/// @param vtPool carriers that it has, idle or not
/// @param vtMounted virtual threads on a carrier now, by its estimate
/// @param vtQueued virtual threads that wait for a carrier now, by its estimate
public record JvmCounters(
        long gcCount,
        long gcMillis,
        long jitMillis,
        long threads,
        @Nullable Long heapBytes,
        @Nullable Long safepointCount,
        @Nullable Long safepointMillis,
        @Nullable Integer vtParallelism,
        @Nullable Integer vtPool,
        @Nullable Integer vtMounted,
        @Nullable Long vtQueued) {
    /// The flag without which a JVM keeps its safepoint times to itself.
    public static final String SAFEPOINT_FLAG =
            "--add-exports=java.management/sun.management=ALL-UNNAMED";

    /// Those of this JVM.
    public static JvmCounters now() {
        var collectors = ManagementFactory.getGarbageCollectorMXBeans();
        var scheduler = ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
        var compilation = ManagementFactory.getCompilationMXBean();
        return new JvmCounters(
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum(),
                compilation == null ? 0 : compilation.getTotalCompilationTime(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                Safepoints.count(),
                Safepoints.millis(),
                scheduler == null ? null : known(scheduler.getParallelism()),
                scheduler == null ? null : known(scheduler.getPoolSize()),
                scheduler == null ? null : known(scheduler.getMountedVirtualThreadCount()),
                scheduler == null ? null : known(scheduler.getQueuedVirtualThreadCount()));
    }

    /// What was added since `earlier`; sizes and numbers of threads are those of now.
    public JvmCounters since(JvmCounters earlier) {
        return new JvmCounters(
                gcCount - earlier.gcCount,
                gcMillis - earlier.gcMillis,
                jitMillis - earlier.jitMillis,
                threads,
                heapBytes,
                difference(safepointCount, earlier.safepointCount),
                difference(safepointMillis, earlier.safepointMillis),
                vtParallelism,
                vtPool,
                vtMounted,
                vtQueued);
    }

    /// By name, for a control line; what is null is left out.
    public Map<String, Long> values() {
        var values = new LinkedHashMap<String, Long>();
        values.put("gcCount", gcCount);
        values.put("gcMillis", gcMillis);
        values.put("jitMillis", jitMillis);
        values.put("threads", threads);
        put(values, "heap", heapBytes);
        put(values, "safepointCount", safepointCount);
        put(values, "safepointMillis", safepointMillis);
        put(values, "vtParallelism", vtParallelism);
        put(values, "vtPool", vtPool);
        put(values, "vtMounted", vtMounted);
        put(values, "vtQueued", vtQueued);
        return values;
    }

    /// Reads [#values()] back.
    ///
    /// @throws NumberFormatException if a value is no number
    public static JvmCounters of(Map<String, String> values) {
        return new JvmCounters(
                total(values, "gcCount"),
                total(values, "gcMillis"),
                total(values, "jitMillis"),
                total(values, "threads"),
                number(values, "heap"),
                number(values, "safepointCount"),
                number(values, "safepointMillis"),
                small(values, "vtParallelism"),
                small(values, "vtPool"),
                small(values, "vtMounted"),
                number(values, "vtQueued"));
    }

    private static void put(Map<String, Long> values, String name, @Nullable Number value) {
        if (value != null) {
            values.put(name, value.longValue());
        }
    }

    private static long total(Map<String, String> values, String name) {
        var number = number(values, name);
        return number == null ? 0 : number;
    }

    private static @Nullable Long number(Map<String, String> values, String name) {
        var text = values.get(name);
        return text == null ? null : Long.valueOf(text);
    }

    private static @Nullable Integer small(Map<String, String> values, String name) {
        var text = values.get(name);
        return text == null ? null : Integer.valueOf(text);
    }

    // The scheduler says -1 for what it does not know.
    private static @Nullable Integer known(int value) {
        return value < 0 ? null : (Integer) value;
    }

    private static @Nullable Long known(long value) {
        return value < 0 ? null : (Long) value;
    }

    private static @Nullable Long difference(@Nullable Long now, @Nullable Long earlier) {
        return now == null || earlier == null ? null : (Long) (now - earlier);
    }
}
