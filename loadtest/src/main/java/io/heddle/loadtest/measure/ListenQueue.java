package io.heddle.loadtest.measure;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The accept queue of a listening port as the kernel has it, asked from `ss` where that exists.
public final class ListenQueue {
    private static final int LIMIT_COLUMN = 2;

    private ListenQueue() {}

    /// The effective backlog, or empty where it cannot be read.
    public static OptionalInt limit(int port) throws InterruptedException {
        try {
            var ss = new ProcessBuilder("ss", "-ltnH", "sport = :" + port).start();
            try (var lines = ss.inputReader()) {
                var columns = lines.lines().findFirst().orElse("").split("\\s+", -1);
                ss.waitFor(1, TimeUnit.SECONDS);
                return columns.length > LIMIT_COLUMN
                        ? OptionalInt.of(Integer.parseInt(columns[LIMIT_COLUMN]))
                        : OptionalInt.empty();
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
