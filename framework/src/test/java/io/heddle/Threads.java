package io.heddle;

import static io.heddle.Eventually.eventually;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The live platform threads, by name.
final class Threads {

    private Threads() {}

    /// The thread of that name, waiting for it to start.
    static Thread named(String name) {
        return Objects.requireNonNull(
                eventually().until(() -> find(name), thread -> thread != null));
    }

    private static @Nullable Thread find(String name) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                return thread;
            }
        }
        return null;
    }

    static long countNamedLike(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(part))
                .count();
    }
}
