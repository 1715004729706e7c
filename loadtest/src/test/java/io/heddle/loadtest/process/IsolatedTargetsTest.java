package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import io.heddle.loadtest.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every target starts in a JVM of its own with its own libraries alone, and answers.
@EnabledOnOs(OS.LINUX)
class IsolatedTargetsTest {
    private static final ServerJvm SMALL =
            new ServerJvm(64L * 1024 * 1024, GarbageCollector.SERIAL, 2, List.of());
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");
    private static final int EXCHANGES = 3;
    // The first request loads the library's classes.
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(20));

    private final ServerProcesses processes = new ServerProcesses();

    static Stream<Target> builtIn() {
        return Targets.all().stream().filter(Targets::isBuiltIn);
    }

    @AfterEach
    void endAll() {
        processes.killAndRefuse();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void answersWithItsOwnLibrariesAlone(Target target) throws Exception {
        Assumptions.assumeTrue(target.unavailable().isEmpty());
        boolean raw = target.protocols().contains(Protocol.RAW);
        var protocol = raw ? Protocol.RAW : Protocol.HTTP;

        try (var server =
                processes.start(
                        ServerChoice.parse(target.name()),
                        SMALL,
                        ServeOptions.of(protocol, 1).withJvmArguments(QUICK))) {
            assertEquals(ClassPaths.of(target), classPath(server.pid().orElseThrow()));
            var endpoint = new Endpoint(protocol, Transport.STREAM, server.address(), "");
            var spec = LoadSpec.echo(endpoint, 100, 2, EngineOptions.loops(1)).withLimits(PATIENT);
            try (var load = LoadClient.open(spec)) {
                load.exchangeEach(EXCHANGES);
            }
            assertTrue(server.isAlive());
        }
    }

    /// What the JVM was started with.
    private static String classPath(long pid) throws Exception {
        var line =
                Files.readString(
                        Path.of("/proc", String.valueOf(pid), "cmdline"), StandardCharsets.UTF_8);
        var words = Arrays.asList(line.split("\0", -1));
        return words.get(words.indexOf("-cp") + 1);
    }
}
