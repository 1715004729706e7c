package io.heddle.loadtest.quantity;

import java.util.Map;

/// Sizes in bytes such as `64`, `64B`, `16KiB`, `1MiB`; `k`, `m` and `g` are binary, as the JVM's
/// flags have them.
public final class Sizes {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final Map<String, Long> BYTES =
            Map.of(
                    "", 1L, "b", 1L, "k", KIB, "kib", KIB, "m", MIB, "mib", MIB, "g", GIB, "gib",
                    GIB);

    private Sizes() {}

    /// Reads a size.
    ///
    /// @throws IllegalArgumentException if `text` is no such size
    public static long parse(String text) {
        return Quantity.parse(text, BYTES, "a size such as 64B, 16KiB or 1MiB");
    }

    /// The largest unit that divides it evenly: `64 B`, `16 KiB`, `1 MiB`.
    public static String format(long bytes) {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }
}
