package io.heddle.loadtest.measure;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a JVM really runs with, read back from inside.
public final class JvmSettings {
    private JvmSettings() {}

    /// `jdk`, `gc`, `heap` (largest, in bytes), `initialHeap` and `processors`.
    public static Map<String, String> read() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var settings = new LinkedHashMap<String, String>();
        settings.put("jdk", System.getProperty("java.runtime.version"));
        settings.put("gc", collector());
        settings.put("heap", String.valueOf(heap.getMax()));
        settings.put("initialHeap", String.valueOf(heap.getInit()));
        settings.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return settings;
    }

    private static String collector() {
        return ManagementFactory.getGarbageCollectorMXBeans()
                .getFirst()
                .getName()
                .split(" ", -1)[0];
    }
}
