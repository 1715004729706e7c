package io.heddle.loadtest.cli;

import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.process.CpuPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide how the client works.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ClientOptions {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "event loops of the client (default: what suits the CPU plan)")
    private @Nullable Integer threads;

    @Option(
            names = "--engine",
            paramLabel = "KIND",
            defaultValue = "nio",
            description =
                    "nio: event loops; vt: virtual threads, as a second opinion (default: nio)")
    private EngineOptions.Kind engine;

    @Option(
            names = "--pacing",
            paramLabel = "HOW",
            defaultValue = "hybrid",
            description = "hybrid, spin or park until a request is due (default: hybrid)")
    private EngineOptions.Pacing pacing;

    @Option(
            names = "--verify",
            paramLabel = "WHAT",
            defaultValue = "stamp",
            description = "of each reply: off, stamp or full (default: stamp)")
    private EngineOptions.Verification verification;

    /// The engine, once the options are within their bounds.
    ///
    /// @param connections there are no more loops than these
    EngineOptions engine(Bounds bounds, CpuPlan cpus, int connections) {
        int loops = threads == null ? cpus.clientLoops() : threads;
        bounds.between("--threads", loops, 1, MOST_THREADS, "");
        return new EngineOptions(
                engine,
                Math.min(loops, connections),
                pacing,
                cpus.mode() == CpuPlan.Mode.SPLIT,
                verification);
    }
}
