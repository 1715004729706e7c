package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Load;
import io.heddle.loadtest.compare.WarmUp;
import io.heddle.loadtest.quantity.Durations;
import io.heddle.loadtest.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide what load each server gets.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LoadOptions {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int LARGEST_PAYLOAD = 1024 * 1024;
    private static final int MOST_THREADS = 1024;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String AUTO = "auto";

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "echo",
            converter = Converters.OfScenario.class,
            description = "the load (default: ${DEFAULT-VALUE}); see 'heddle scenarios'")
    private Scenario scenario;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "64",
            converter = Converters.OfCount.class,
            description = "open connections (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--payload",
            paramLabel = "SIZE",
            converter = Converters.OfSize.class,
            description = "size of each message, 1B to 1MiB (default: the scenario's)")
    private @Nullable Long payload;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "T",
            defaultValue = "2s",
            converter = Converters.OfDuration.class,
            description = "measured window of each run (default: ${DEFAULT-VALUE})")
    private Duration duration;

    @Option(
            names = {"-w", "--warmup"},
            paramLabel = "T|auto",
            defaultValue = AUTO,
            description = "load before the window; auto: 1.5s to 2.5s, until steady (default)")
    private String warmUp;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "event loops of the client (default: what suits the CPU plan)")
    private @Nullable Integer threads;

    @Option(
            names = "--idle-connections",
            paramLabel = "N,N",
            split = ",",
            defaultValue = "1k,4k",
            converter = Converters.OfCount.class,
            description = "crowds for heap per idle connection (default: ${DEFAULT-VALUE})")
    private List<Integer> idleConnections;

    @Option(names = "--no-idle", description = "skip the idle crowds")
    private boolean noIdle;

    /// The load, once its options are within their bounds.
    ///
    /// @param clientLoops used when no number of threads was asked for
    Load load(Bounds bounds, int clientLoops) {
        bounds.between("--connections", connections, 1, MOST_CONNECTIONS, "");
        bounds.between("--duration", duration, SHORTEST, LONGEST);
        long payloadBytes = payload == null ? scenario.payloadBytes() : payload;
        bounds.between("--payload", payloadBytes, 1, LARGEST_PAYLOAD, " bytes");
        int loops = threads == null ? clientLoops : threads;
        bounds.between("--threads", loops, 1, MOST_THREADS, "");
        return new Load(
                scenario,
                connections,
                (int) payloadBytes,
                Math.min(loops, connections),
                warmUp(bounds),
                duration,
                idleCrowds(bounds));
    }

    private WarmUp warmUp(Bounds bounds) {
        if (warmUp.equals(AUTO)) {
            return WarmUp.AUTO;
        }
        try {
            var fixed = Durations.parse(warmUp);
            bounds.between("--warmup", fixed, Duration.ZERO, LONGEST);
            return WarmUp.fixed(fixed);
        } catch (IllegalArgumentException e) {
            throw bounds.violation("--warmup: %s, or auto".formatted(e.getMessage()));
        }
    }

    private List<Integer> idleCrowds(Bounds bounds) {
        if (noIdle) {
            return List.of();
        }
        for (int crowd : idleConnections) {
            bounds.between("--idle-connections", crowd, 1, MOST_CONNECTIONS, "");
        }
        var crowds = new TreeSet<>(idleConnections);
        if (crowds.size() < 2) {
            throw bounds.violation(
                    "--idle-connections must name at least 2 sizes, was %s".formatted(crowds));
        }
        return List.copyOf(crowds);
    }
}
