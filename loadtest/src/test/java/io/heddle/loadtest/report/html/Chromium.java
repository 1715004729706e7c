package io.heddle.loadtest.report.html;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A browser that opens one page, writes down what it became, and ends.
///
/// @param program to start
record Chromium(Path program) {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;

    /// The first browser on the path.
    static Optional<Chromium> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (var name : NAMES) {
            for (var directory : path.split(File.pathSeparator, -1)) {
                var program = Path.of(directory, name);
                if (!directory.isEmpty() && Files.isExecutable(program)) {
                    return Optional.of(new Chromium(program));
                }
            }
        }
        return Optional.empty();
    }

    /// Runs it.
    ///
    /// @param directory for its profile and output, which must be empty of both
    /// @return what it wrote to its output
    String run(Path directory, List<String> options, Path page)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(
                List.of(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(options);
        command.add(page.toUri().toString());
        var output = directory.resolve("output.html");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(directory.resolve("errors.txt").toFile())
                        .start();
        var children = process.descendants().toList();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " did not end within " + SECONDS + " s");
            }
        } finally {
            children = process.isAlive() ? process.descendants().toList() : children;
            children.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            for (var child : children) {
                awaitExit(child);
            }
        }
        return Files.readString(output);
    }

    private static void awaitExit(ProcessHandle child) throws IOException, InterruptedException {
        try {
            child.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + child.pid() + " did not end", e);
        }
    }
}
