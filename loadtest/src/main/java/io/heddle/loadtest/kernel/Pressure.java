package io.heddle.loadtest.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Pressure stall information of the processors.
public final class Pressure {
    private static final String TOTAL = "total=";

    private Pressure() {}

    /// Microseconds so far in which at least one task waited for a processor; null where the kernel
    /// does not count them.
    public static @Nullable Long cpuSomeMicros(KernelFiles files) {
        return files.text("proc/pressure/cpu").map(Pressure::someMicros).orElse(null);
    }

    static @Nullable Long someMicros(String text) {
        return text.lines()
                .filter(line -> line.startsWith("some "))
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .filter(word -> word.startsWith(TOTAL))
                .map(word -> Long.valueOf(word.substring(TOTAL.length())))
                .findFirst()
                .orElse(null);
    }
}
