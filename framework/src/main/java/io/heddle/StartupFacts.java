package io.heddle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a start-up check goes by.
///
/// It is read without the JDK's management classes, which take longer to load than all of this
/// takes to find out.
///
/// @param carriers how many threads carry virtual threads; null: unknown
/// @param descriptors how many the process may have, [#UNLIMITED] for any number; null: unknown
/// @param somaxconn the longest backlog that the system grants; null: unknown
record StartupFacts(
        Runtime.Version jdk,
        int processors,
        @Nullable Integer carriers,
        @Nullable Long descriptors,
        @Nullable Integer somaxconn) {

    static final long UNLIMITED = Long.MAX_VALUE;

    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits");
    private static final Path LONGEST_BACKLOG = Path.of("/proc/sys/net/core/somaxconn");
    private static final int MOST_BYTES = 16_384;

    private static final String DESCRIPTORS_LINE = "Max open files ";
    private static final String SCHEDULER = "jdk.virtualThreadScheduler.";

    /// Asks the virtual machine and the system.
    static StartupFacts read() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new StartupFacts(
                Runtime.version(),
                processors,
                carriers(System::getProperty, processors),
                descriptors(contentOf(PROCESS_LIMITS)),
                somaxconn(contentOf(LONGEST_BACKLOG)));
    }

    /// What the JDK makes of the properties of its scheduler of virtual threads.
    static @Nullable Integer carriers(Function<String, @Nullable String> property, int processors) {
        String parallelism = property.apply(SCHEDULER + "parallelism");
        String maxPoolSize = property.apply(SCHEDULER + "maxPoolSize");
        try {
            int carriers = parallelism == null ? processors : Integer.parseInt(parallelism);
            if (maxPoolSize != null) {
                carriers = Math.min(carriers, Integer.parseInt(maxPoolSize));
            }
            return carriers > 0 ? carriers : null;
        } catch (NumberFormatException unreadable) {
            return null; // the JDK has no scheduler then, and says so itself
        }
    }

    /// The soft limit in a `/proc/self/limits`, which the virtual machine has raised to the hard
    /// one.
    static @Nullable Long descriptors(String limits) {
        for (String line : limits.split("\n", -1)) {
            if (line.startsWith(DESCRIPTORS_LINE)) {
                String rest = line.substring(DESCRIPTORS_LINE.length()).strip();
                int end = rest.indexOf(' ');
                String soft = end < 0 ? rest : rest.substring(0, end);
                return soft.equals("unlimited") ? Long.valueOf(UNLIMITED) : positive(soft);
            }
        }
        return null;
    }

    static @Nullable Integer somaxconn(String text) {
        Long value = positive(text.strip());
        return value == null ? null : (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static @Nullable Long positive(String text) {
        try {
            long value = Long.parseLong(text);
            return value > 0 ? value : null;
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    /// @return empty where there is no such file
    private static String contentOf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException notHere) {
            return "";
        }
    }
}
