package io.heddle.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A sample run as its users run it: in a process of its own.
final class SampleProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private SampleProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static SampleProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED"); // as ./heddle does
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new SampleProcess(new ProcessBuilder(command).start());
    }

    /// Runs a sample that ends by itself.
    static Result run(String... arguments) throws IOException, InterruptedException {
        try (var sample = start(arguments)) {
            return sample.result();
        }
    }

    /// What it printed and how it ended, once it has.
    Result result() throws IOException, InterruptedException {
        String printed = output.readAllAsString();
        String errors = process.errorReader(StandardCharsets.UTF_8).readAllAsString();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs");
        }
        return new Result(process.exitValue(), printed, errors);
    }

    String readLine() throws IOException {
        return output.readLine();
    }

    /// The port in `listening on HOST:PORT`, which is the next line.
    int readPort() throws IOException {
        return portOf(readLine());
    }

    static int portOf(String listening) {
        return Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1));
    }

    /// Asks it to end, as supervisors do.
    void terminate() {
        process.toHandle().destroy(); // Process.destroy() would close its output
    }

    /// Asks it to end, as Ctrl-C does.
    void interrupt() throws IOException, InterruptedException {
        String pid = String.valueOf(process.pid());
        new ProcessBuilder("kill", "-INT", pid).inheritIO().start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    record Result(int exitCode, String output, String errors) {}
}
