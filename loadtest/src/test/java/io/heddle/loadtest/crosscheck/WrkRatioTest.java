package io.heddle.loadtest.crosscheck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// How fast our closed loop is next to wrk's: the server on one processor, the clients in turns on
/// another. Prints the ratio; the bar is 70 %.
@Tag("wrk")
@EnabledIfSystemProperty(
        named = "heddle.loadtest.wrk",
        matches = "true",
        disabledReason = "takes a minute of a quiet machine: -Dheddle.loadtest.wrk=true")
class WrkRatioTest {
    private static final double BAR = 0.70;
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = Integer.getInteger("heddle.loadtest.wrk.rounds", 7);
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    @Test
    @Timeout(300)
    void reachesMostOfTheRateOfWrk() throws Exception {
        var wrk = LoadTool.WRK.executable();
        assumeTrue(wrk.isPresent(), "wrk is not installed");
        assumeTrue(Files.isExecutable(TASKSET), "taskset is not installed");
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "needs two processors");

        try (var server = Role.start(0, "serve")) {
            int port = Integer.parseInt(server.readLine());
            try (var load = Role.start(1, "load", "" + port, "" + CONNECTIONS)) {
                var uri = URI.create("http://127.0.0.1:" + port + "/");
                var check = new CrossCheck(uri, CONNECTIONS, LENGTH);
                var command = new ArrayList<>(List.of(TASKSET.toString(), "-c", "1"));
                command.addAll(LoadTool.WRK.commandLine(wrk.get(), uri, CONNECTIONS, LENGTH));
                var ratios = new ArrayList<Double>();
                ours(load);
                for (int round = 0; round < ROUNDS; round++) {
                    double theirs = check.run(LoadTool.WRK, command).requestsPerSecond();
                    double ours = ours(load);
                    ratios.add(ours / theirs);
                    print("round %d: ours %,.0f/s, wrk %,.0f/s", round + 1, ours, theirs);
                }
                ratios.sort(null);
                double median = ratios.get(ROUNDS / 2);
                print(
                        "ours / wrk: median %.3f, from %.3f to %.3f",
                        median, ratios.getFirst(), ratios.getLast());
                assertTrue(median >= BAR, () -> "%.3f of wrk's rate".formatted(median));
            }
        }
    }

    private static double ours(Role load) throws IOException {
        load.writeLine("" + LENGTH.toMillis());
        return Double.parseDouble(load.readLine());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that we have
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /// A process of [RoleMain] on a processor of its own.
    private record Role(Process process, BufferedReader output, PrintStream input)
            implements AutoCloseable {
        static Role start(int processor, String... arguments) throws IOException {
            var command =
                    new ArrayList<>(
                            List.of(
                                    TASKSET.toString(),
                                    "-c",
                                    "" + processor,
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "-Xmx256m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    RoleMain.class.getName()));
            command.addAll(List.of(arguments));
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            return new Role(
                    process,
                    process.inputReader(StandardCharsets.US_ASCII),
                    new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII));
        }

        String readLine() throws IOException {
            var line = output.readLine();
            if (line == null) {
                throw new IOException("a process ended: " + process.info());
            }
            return line;
        }

        void writeLine(String line) {
            input.println(line);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
