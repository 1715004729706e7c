package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that others wrote and that talks to the samples.
record Tool(Path program) {

    private static final long SECONDS = 60;

    /// The first one of these names on the path. Skips the test, and says why, if there is none.
    static Tool required(String... names) {
        Optional<Path> found = Stream.of(names).flatMap(name -> find(name).stream()).findFirst();
        Requirement.hold(found.isPresent(), names[0]);
        return new Tool(found.orElseThrow());
    }

    private static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin")) // where servers are, and users look for none
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs it to its end.
    Result run(String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".out");
        Path errors = Files.createTempFile("tool", ".err");
        Process process =
                new ProcessBuilder(command(arguments))
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " did not end within " + SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readAllBytes(output), read(errors));
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String read(Path errors) throws IOException {
        return new String(Files.readAllBytes(errors), UTF_8);
    }

    /// Starts it; it must be ended.
    ///
    /// @param log in a folder where it may leave what it needs meanwhile
    Process start(File log, String... arguments) throws IOException {
        var builder =
                new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log);
        builder.environment().put("TMPDIR", log.getParent());
        return builder.start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// What it printed, and how it ended.
    static final class Result {

        private final int status;
        private final byte[] output;
        private final String errors;

        private Result(int status, byte[] output, String errors) {
            this.status = status;
            this.output = output;
            this.errors = errors;
        }

        int status() {
            return status;
        }

        byte[] bytes() {
            return output;
        }

        String output() {
            return new String(output, UTF_8);
        }

        String errors() {
            return errors;
        }

        /// This, for it must have gone well.
        Result succeeded() {
            if (status != 0) {
                throw new AssertionError("status " + status + ": " + errors + output());
            }
            return this;
        }
    }
}
