package io.heddle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Watches system calls of another process, or makes them fail, as long as it is open.
public final class Strace implements Closeable {

    private final Process process;
    private final Path log;

    private Strace(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Skips the test where there is no such command, or where it may not trace our children.
    ///
    /// @param calls the names of system calls, with commas
    /// @param error what they fail with, by its name
    /// @param log a file in which it writes what it does
    /// @param descriptor the only one that is affected, as the system calls it: `socket:[4711]`;
    ///   may be empty
    public static Strace inject(long pid, String calls, String error, String descriptor, Path log)
            throws Exception {
        List<String> options = new ArrayList<>(List.of("--inject=" + calls + ":error=" + error));
        if (!descriptor.isEmpty()) {
            options.add("--trace-path=" + descriptor);
        }
        return attach(pid, calls, log, options);
    }

    /// The same, and only writes down the calls.
    static Strace watch(long pid, String calls, Path log) throws Exception {
        return attach(pid, calls, log, List.of());
    }

    private static Strace attach(long pid, String calls, Path log, List<String> options)
            throws Exception {
        Path messages = log.resolveSibling(log.getFileName() + ".messages");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "strace",
                                "--follow-forks",
                                "--attach=" + pid,
                                "--output=" + log,
                                "--trace=" + calls));
        command.addAll(options);
        var builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(messages.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException notFound) {
            Requirement.hold(false, "the command strace");
            throw notFound;
        }
        Eventually.eventually().until(() -> isAttached(messages) || !process.isAlive());
        Requirement.hold(process.isAlive(), "the right to trace (" + text(messages) + ")");
        return new Strace(process, log);
    }

    private static boolean isAttached(Path messages) throws IOException {
        return text(messages).contains(" attached");
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /// Waits until a call has failed.
    public Strace awaitHit() {
        Eventually.eventually().until(() -> text(log).contains("(INJECTED)"));
        return this;
    }

    @Override
    public void close() throws IOException {
        process.destroy(); // it lets go of the other process
        try {
            if (!process.waitFor(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
