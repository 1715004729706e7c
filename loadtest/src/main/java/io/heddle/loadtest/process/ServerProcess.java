package io.heddle.loadtest.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A server in a process of its own, with a line protocol on its standard input and output.
///
/// It ends when this is closed, and by itself when this process dies, because its input then ends.
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int REMEMBERED_ERROR_LINES = 100;
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final PrintWriter input;
    private final BlockingQueue<Optional<String>> output = new LinkedBlockingQueue<>();
    private final List<String> errors = new ArrayList<>(); // guarded by itself
    private final InetSocketAddress address;

    /// Waits until the started process accepts.
    ServerProcess(Process process) throws IOException, InterruptedException {
        this.process = process;
        input = new PrintWriter(process.outputWriter(), true);
        follow("server-output", process.inputReader(), line -> output.add(Optional.of(line)));
        follow("server-errors", process.errorReader(), this::rememberError);
        try {
            address = addressIn(nextLine());
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /// Sends one command and returns its answer, `key=value` pairs on a line.
    ///
    /// @throws ServerFailedException if the server is gone, silent or does not know the command
    public Map<String, String> ask(String command) throws IOException, InterruptedException {
        input.println(command);
        var answer = nextLine();
        if (!answer.startsWith(command)) {
            throw new ServerFailedException(
                    "the server answered '%s' to '%s'".formatted(answer, command));
        }
        return ControlLine.parse(answer);
    }

    /// Ends the process and waits for its end.
    @Override
    public void close() {
        input.close();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String nextLine() throws IOException, InterruptedException {
        var line = output.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new ServerFailedException(
                    "the server was silent for %d s".formatted(PATIENCE.toSeconds()));
        }
        if (line.isEmpty()) {
            throw new ServerFailedException(obituary());
        }
        return line.get();
    }

    private String obituary() throws InterruptedException {
        int status = process.waitFor();
        synchronized (errors) {
            return "the server ended with status %d%s"
                    .formatted(
                            status,
                            errors.stream()
                                    .filter(line -> !line.startsWith("WARNING"))
                                    .findFirst()
                                    .map(line -> ": " + line)
                                    .orElse(""));
        }
    }

    private static InetSocketAddress addressIn(String line) throws ServerFailedException {
        int colon = line.lastIndexOf(':');
        if (!line.startsWith(LISTENING) || colon < 0) {
            throw new ServerFailedException("the server began with '%s'".formatted(line));
        }
        return new InetSocketAddress(
                line.substring(LISTENING.length(), colon),
                Integer.parseInt(line.substring(colon + 1)));
    }

    private void rememberError(String line) {
        synchronized (errors) {
            if (errors.size() < REMEMBERED_ERROR_LINES) {
                errors.add(line);
            }
        }
    }

    private void follow(String name, BufferedReader reader, Consumer<String> onLine) {
        Thread.ofPlatform()
                .name(name)
                .daemon()
                .start(() -> {
                    try (reader) {
                        reader.lines().forEach(onLine);
                    } catch (IOException | UncheckedIOException e) {
                        // The process is gone; the end of its output says so below.
                    }
                    output.add(Optional.empty());
                });
    }
}
