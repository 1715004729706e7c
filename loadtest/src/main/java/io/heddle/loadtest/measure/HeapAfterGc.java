package io.heddle.loadtest.measure;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// What stays in memory after everything unreachable is gone.
///
/// @param heapBytes the heap in use
/// @param directBytes the JDK's direct buffers, which lie outside the heap
public record HeapAfterGc(long heapBytes, long directBytes) {
    private static final int MOST_COLLECTIONS = 8;
    private static final long NEGLIGIBLE_BYTES = 16 * 1024;

    /// Collects until the heap in use no longer shrinks: cleaners free objects only after a
    /// collection.
    public static HeapAfterGc measure() {
        long before = collect();
        for (int i = 1; i < MOST_COLLECTIONS; i++) {
            long after = collect();
            if (before - after < NEGLIGIBLE_BYTES) {
                before = Math.min(before, after);
                break;
            }
            before = after;
        }
        return new HeapAfterGc(before, directBytesNow());
    }

    @SuppressWarnings("SystemGc")
    private static long collect() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directBytesNow() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    public Map<String, Long> values() {
        return Map.of("heap", heapBytes, "direct", directBytes);
    }

    public static HeapAfterGc of(Map<String, String> values) {
        return new HeapAfterGc(
                Long.parseLong(values.getOrDefault("heap", "0")),
                Long.parseLong(values.getOrDefault("direct", "0")));
    }
}
