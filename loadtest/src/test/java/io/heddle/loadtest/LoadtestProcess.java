package io.heddle.loadtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// The program in a JVM of its own, as a user runs it; killed with its children when closed.
public final class LoadtestProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    @SuppressWarnings("JdkObsolete") // one thread writes, another reads
    private final StringBuffer errorsSoFar = new StringBuffer();

    private final CompletableFuture<String> errors;

    private LoadtestProcess(Process process) {
        this.process = process;
        output = process.inputReader();
        errors =
                CompletableFuture.supplyAsync(
                        () ->
                                process.errorReader()
                                        .lines()
                                        .peek(line -> errorsSoFar.append(line).append('\n'))
                                        .collect(Collectors.joining("\n")),
                        // Not the common pool: it may have one thread, and there may be two of us.
                        reading -> Thread.ofPlatform().daemon().start(reading));
    }

    public static LoadtestProcess start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new LoadtestProcess(new ProcessBuilder(command).start());
    }

    /// The next line of its standard output.
    public String readLine() throws IOException {
        return output.readLine();
    }

    /// The rest of its standard output, until it ends.
    public String readAll() {
        return output.lines().collect(Collectors.joining("\n"));
    }

    /// Its standard error, once it has ended.
    public String errors() {
        return errors.join();
    }

    /// Its standard error up to now.
    public String errorsSoFar() {
        return errorsSoFar.toString();
    }

    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    public long pid() {
        return process.pid();
    }

    /// The server processes it has started and not yet ended.
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    /// Sends SIGTERM; through the handle, because the process itself would close its output too.
    public void terminate() {
        process.toHandle().destroy();
    }

    /// Sends SIGINT, as Ctrl-C does.
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    }

    /// Sends SIGKILL.
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        var children = children();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
