package io.heddle.loadtest.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process that we started, with the processes that it started: what it printed, how it is
/// stopped, and how it ends. Thread-safe.
final class ChildProcess implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int REMEMBERED_ERROR_LINES = 100;
    private static final int TELLING_ERROR_LINES = 3;

    private final Process process;
    private final PrintedLines output = new PrintedLines();
    private final List<String> errors = new ArrayList<>(); // guarded by itself
    private final List<Thread> followers;

    ChildProcess(Process process) {
        this.process = process;
        followers =
                List.of(
                        follow("server-output", process.inputReader(), output::add, output::end),
                        follow("server-errors", process.errorReader(), this::remember, () -> {}));
    }

    Process process() {
        return process;
    }

    PrintedLines output() {
        return output;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end, which is near.
    String awaitObituary() throws InterruptedException {
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            return "closed its output";
        }
        return obituary().orElse("ended");
    }

    /// How it ended: `ended with status 1: java.net.BindException: …`.
    Optional<String> obituary() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        awaitFollowers();
        return Optional.of("ended with status %d%s".formatted(process.exitValue(), firstErrors()));
    }

    /// The first lines of its errors, of its output where there are none, after a colon.
    private String firstErrors() {
        List<String> lines;
        synchronized (errors) {
            lines = List.copyOf(errors);
        }
        var telling = telling(lines);
        if (telling.isEmpty()) {
            telling = telling(output.first());
        }
        return telling.isEmpty() ? "" : ": " + String.join(" | ", telling);
    }

    private static List<String> telling(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING"))
                .limit(TELLING_ERROR_LINES)
                .map(String::strip)
                .toList();
    }

    /// Stops it and what it started for this long.
    void freeze(Duration length) throws IOException, InterruptedException {
        var stopped = tree();
        try {
            signal("STOP", stopped);
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } finally {
            signal("CONT", stopped);
        }
    }

    /// Sends SIGTERM.
    void terminate() {
        process.toHandle().destroy();
    }

    /// Asks it and what it started to end, and then does what [#close()] does.
    void terminateAndClose() {
        var all = tree();
        all.forEach(ProcessHandle::destroy);
        close(all);
    }

    /// Ends it and what it started, and waits for their end: first kindly, then not.
    @Override
    public void close() {
        close(tree());
    }

    private void close(Set<ProcessHandle> all) {
        try {
            if (process.isAlive()) {
                signal("CONT", all);
            }
        } catch (IOException e) {
            // No such command on this system: then nothing was stopped either.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean kindly = awaitEnd(all);
        if (!kindly) {
            kill(all);
        }
        awaitFollowers();
    }

    /// Ends it and what it started at once, and waits for a moment.
    void kill() {
        kill(tree());
    }

    private static void kill(Set<ProcessHandle> all) {
        all.forEach(ProcessHandle::destroyForcibly);
        for (var one : all) {
            one.onExit().completeOnTimeout(one, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
        }
    }

    private static boolean awaitEnd(Set<ProcessHandle> all) {
        long endNanos = System.nanoTime() + GRACE.toNanos();
        for (var one : all) {
            long left = Math.max(1, endNanos - System.nanoTime());
            one.onExit().completeOnTimeout(one, left, TimeUnit.NANOSECONDS).join();
        }
        return all.stream().noneMatch(ProcessHandle::isAlive);
    }

    /// It and what it started, directly or not, as far as the system still knows.
    private Set<ProcessHandle> tree() {
        var all = new LinkedHashSet<ProcessHandle>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    private static void signal(String name, Set<ProcessHandle> processes)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream()
                .filter(ProcessHandle::isAlive)
                .forEach(one -> command.add(String.valueOf(one.pid())));
        var kill = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = kill.inputReader()) {
            var said = output.readLine();
            if (kill.waitFor() != 0) {
                throw new ServerFailedException(
                        "cannot send SIG%s to the server: %s".formatted(name, said));
            }
        }
    }

    private void remember(String line) {
        synchronized (errors) {
            if (errors.size() < REMEMBERED_ERROR_LINES) {
                errors.add(line);
            }
        }
    }

    private void awaitFollowers() {
        try {
            for (var follower : followers) {
                var _ = follower.join(GRACE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread follow(
            String name, BufferedReader reader, Consumer<String> onLine, Runnable atEnd) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .start(() -> {
                    try (reader) {
                        reader.lines().forEach(onLine);
                    } catch (IOException | UncheckedIOException e) {
                        // The process is gone; the end of its output says so below.
                    }
                    atEnd.run();
                });
    }
}
