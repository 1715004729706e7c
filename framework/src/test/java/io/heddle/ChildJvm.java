package io.heddle;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A Java process with a main class of the tests, told by lines and answering by lines.
public final class ChildJvm implements Closeable {

    private static final long PATIENCE_SECONDS = 40;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private final List<Thread> readers;

    private ChildJvm(Process process) {
        this.process = process;
        this.readers =
                List.of(
                        Thread.ofPlatform().start(() -> read(process.getInputStream(), lines::add)),
                        Thread.ofPlatform()
                                .start(() -> read(process.getErrorStream(), errors::add)));
    }

    public static ChildJvm start(Class<?> main, String... options) throws IOException {
        return start(Map.of(), main, options);
    }

    public static ChildJvm start(Map<String, String> environment, Class<?> main, String... options)
            throws IOException {
        return start(environment, List.of(), main, options);
    }

    /// Starts one, by way of another command.
    ///
    /// @param launcher a command that is to start the process, with its arguments; may be empty
    public static ChildJvm start(
            Map<String, String> environment,
            List<String> launcher,
            Class<?> main,
            String... options)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start());
    }

    private static void read(InputStream stream, Consumer<String> sink) {
        try (var reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                sink.accept(line);
            }
        } catch (IOException ended) {
            // with the process
        }
    }

    /// Waits for the next line of its output, which must begin so.
    ///
    /// @return the rest of the line
    public String awaitLine(String start) throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || !line.startsWith(start)) {
            return fail("expected " + start + ", got " + line + " and " + errors);
        }
        return line.substring(start.length());
    }

    /// Sends a line and waits for the one that comes back.
    public String ask(String question) throws InterruptedException {
        tell(question);
        return awaitLine("");
    }

    private void tell(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it wrote to its error stream so far.
    public String errors() {
        return String.join("\n", errors);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Whether it ends by itself, well and in time.
    boolean awaitExit() throws InterruptedException {
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /// Waits until it ends, and for the last of what it writes.
    ///
    /// @return its status; 128 and the number of the signal that ended it, if one did
    public int awaitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return fail("does not end, wrote " + lines + " and " + errors);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            for (Thread reader : readers) {
                reader.join();
            }
            process.getOutputStream().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // with the process
        }
    }
}
