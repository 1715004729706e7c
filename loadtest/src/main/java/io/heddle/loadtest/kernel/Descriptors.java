package io.heddle.loadtest.kernel;

import java.util.Optional;

/// How many files a process may have open.
///
/// @param soft what is in effect; the JVM raises its own to `hard` when it starts
/// @param hard what it may be raised to
public record Descriptors(long soft, long hard) {
    private static final String LABEL = "Max open files";

    /// Those of this process; empty where the system does not tell.
    public static Optional<Descriptors> read(KernelFiles files) {
        return files.text("proc/self/limits")
                .flatMap(text ->
                        text.lines()
                                .filter(line -> line.startsWith(LABEL))
                                .map(Descriptors::parse)
                                .findFirst());
    }

    private static Descriptors parse(String line) {
        var words = line.substring(LABEL.length()).strip().split("\\s+", -1);
        return new Descriptors(number(words[0]), number(words[1]));
    }

    private static long number(String word) {
        return word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word);
    }
}
