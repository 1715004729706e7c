package io.heddle.loadtest.doctor;

import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.Locale;

/// Memory and the JDK.
final class MemoryFindings {
    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
    private static final long ENOUGH_BYTES = 3L << 30;
    private static final long LITTLE_BYTES = 3L << 29;
    private static final long NEGLIGIBLE_SWAP_BYTES = 64L << 20;
    private static final int WANTED_JDK = 25;

    private MemoryFindings() {}

    static List<Finding> of(Vitals vitals) {
        return List.of(memory(vitals), swap(vitals), hugePages(vitals), jdk(vitals));
    }

    private static Finding memory(Vitals vitals) {
        var id = "memory";
        var title = "free memory";
        var why = "client and server each have a heap that never grows, and sockets need buffers";
        var available = vitals.availableMemoryBytes();
        return available == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        available >= ENOUGH_BYTES,
                        available >= LITTLE_BYTES ? Light.AMBER : Light.RED,
                        id,
                        title,
                        String.format(Locale.ROOT, "%.1f GiB", available / GIBIBYTE),
                        why,
                        "stop other programs, or give servers less with --heap 256MiB");
    }

    private static Finding swap(Vitals vitals) {
        var id = "swap";
        var title = "swap in use";
        var why = "a page that has to come back from a disk takes milliseconds";
        var used = vitals.swapUsedBytes();
        return used == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        used <= NEGLIGIBLE_SWAP_BYTES,
                        Light.AMBER,
                        id,
                        title,
                        String.format(Locale.ROOT, "%.0f MiB", used / GIBIBYTE * 1024),
                        why,
                        "swapoff -a  (as root)");
    }

    private static Finding hugePages(Vitals vitals) {
        var id = "huge-pages";
        var title = "transparent huge pages";
        var why = "pages that are merged while a run goes on change memory and cost between forks";
        var line = vitals.transparentHugePages();
        if (line == null) {
            return Finding.unknown(id, title, why);
        }
        int open = line.indexOf('[');
        int close = line.indexOf(']');
        var chosen = open >= 0 && close > open ? line.substring(open + 1, close) : line;
        return Finding.of(
                !chosen.equals("always"),
                Light.AMBER,
                id,
                title,
                chosen,
                why,
                "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled  (as root)");
    }

    private static Finding jdk(Vitals vitals) {
        var version = vitals.jdk();
        boolean early = version.pre().isPresent();
        boolean patched = version.feature() > WANTED_JDK || version.update() > 0;
        return Finding.of(
                version.feature() >= WANTED_JDK && !early && patched,
                version.feature() < WANTED_JDK ? Light.RED : Light.AMBER,
                "jdk",
                "JDK",
                version.toString(),
                "servers run on the same JDK; first and early releases have faults that later ones"
                        + " mended",
                "install the newest update of JDK " + WANTED_JDK);
    }
}
