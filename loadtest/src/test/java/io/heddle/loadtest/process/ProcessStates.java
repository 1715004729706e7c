package io.heddle.loadtest.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel says a process does, where it has `/proc`.
final class ProcessStates {
    private ProcessStates() {}

    static boolean areKnown() {
        return Files.exists(Path.of("/proc/self/stat"));
    }

    /// `T` if it is stopped.
    static char of(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
