package io.heddle.loadtest.crosscheck;

import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Latencies;
import io.heddle.loadtest.result.WindowResult;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs load tools that others wrote on a server, to see whether they agree with us.
///
/// The load is a closed loop of GET requests on one client thread.
///
/// @param uri what is asked for
/// @param connections open at once
/// @param length of each run, in whole seconds, at least one
public record CrossCheck(URI uri, int connections, Duration length) {
    private static final Duration GRACE = Duration.ofSeconds(10);

    public CrossCheck {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections must be at least 1, was " + connections);
        }
    }

    /// The tools that are here.
    public static List<LoadTool> installed() {
        return Arrays.stream(LoadTool.values())
                .filter(tool -> tool.executable().isPresent())
                .toList();
    }

    /// Lets a tool load the server, blocking until it has ended.
    ///
    /// @throws IOException if it is not installed, fails, says nothing that can be read, or has not
    ///   ended ten seconds after its time
    public ToolReading run(LoadTool tool) throws IOException, InterruptedException {
        var executable =
                tool.executable()
                        .orElseThrow(() -> new IOException(tool.command() + " is not installed"));
        return run(tool, tool.commandLine(executable, uri, connections, length));
    }

    /// Says how far a tool's reading is from ours.
    public static Disagreement compare(LoadTool tool, ToolReading theirs, ClientSample ours) {
        return Disagreement.between(tool, theirs, reading(ours));
    }

    /// The same, with what a window found.
    public static Disagreement compare(LoadTool tool, ToolReading theirs, WindowResult ours) {
        var service = ours.serviceUs();
        return Disagreement.between(
                tool,
                theirs,
                new ToolReading(
                        ours.achievedRate(),
                        known(service.mean()),
                        known(service.p50()),
                        known(service.p99()),
                        ours.errors() + ours.timeouts()));
    }

    private static OptionalDouble known(@Nullable Double micros) {
        return micros == null ? OptionalDouble.empty() : OptionalDouble.of(micros);
    }

    /// What our own client saw, as a tool would tell it.
    public static ToolReading reading(ClientSample sample) {
        var service = sample.service();
        return new ToolReading(
                sample.replies() / sample.seconds(),
                service.getTotalCount() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(service.getMean() / 1e3),
                Latencies.percentileMicros(service, 50),
                Latencies.percentileMicros(service, 99),
                sample.errors() + sample.timeouts());
    }

    /// The same with another command line, such as one that binds the tool to a processor.
    ToolReading run(LoadTool tool, List<String> commandLine)
            throws IOException, InterruptedException {
        // Into a file: a pipe that nobody empties would stop the tool.
        Path printed = Files.createTempFile("cross-check", ".txt");
        try {
            var process =
                    new ProcessBuilder(commandLine)
                            .redirectErrorStream(true)
                            .redirectOutput(printed.toFile())
                            .start();
            try {
                awaitEnd(tool, process);
            } finally {
                process.destroyForcibly();
            }
            return read(tool, process.exitValue(), printed);
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    private void awaitEnd(LoadTool tool, Process process) throws IOException, InterruptedException {
        var bound = length.plus(GRACE);
        if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(
                    "%s has not ended after %d s".formatted(tool.command(), bound.toSeconds()));
        }
    }

    private static ToolReading read(LoadTool tool, int exitCode, Path printed) throws IOException {
        var text = Files.readString(printed, StandardCharsets.UTF_8);
        if (exitCode != 0) {
            throw new IOException(
                    "%s ended with code %d: %s".formatted(tool.command(), exitCode, text.strip()));
        }
        try {
            return tool.parse(new ToolOutput(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(tool.command() + ": " + e.getMessage(), e);
        }
    }
}
