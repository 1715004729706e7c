package io.heddle.loadtest.cli;

import io.heddle.loadtest.measure.Environment;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.report.files.Output;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.selftest.Calibration;
import io.heddle.loadtest.selftest.Effort;
import io.heddle.loadtest.selftest.Outcome;
import io.heddle.loadtest.selftest.PartResult;
import io.heddle.loadtest.selftest.Selftest;
import io.heddle.loadtest.selftest.SelftestText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Proves that the tool's numbers can be believed here.
@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measure servers of which the truth is known: one that freezes, slow ones, cheats.",
            "Exit 1 if a number is not what it must be."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class SelftestCommand implements Callable<Integer> {
    private static final String CALIBRATION = "calibration.json";

    @Spec private CommandSpec spec;

    @Option(names = "--quick", description = "a quarter of a minute rather than a whole one")
    private boolean quick;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "this part only; may be repeated (default: all)")
    private List<String> parts = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "leave calibration.json in this folder")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE|-", description = "the same for programs")
    private @Nullable String json;

    @Mixin private CpuOptions cpuOptions;
    @Mixin private ServerOptions serverOptions;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        check(bounds);
        var processes = new ServerProcesses();
        var cpus = cpuOptions.plan();
        var launcher = serverOptions.launcher(bounds, cpus, processes, ServerOptions.SMALL_BUFFER);
        var effort = quick ? Effort.QUICK : Effort.FULL;
        var text = "-".equals(json) ? spec.commandLine().getErr() : spec.commandLine().getOut();
        try (var interruption = Interruption.endsWith(processes)) {
            if (cpus.mode() == CpuPlan.Mode.SPLIT) {
                Affinity.pinThisProcess(cpus.client());
            }
            var startedAt = Instant.now();
            long begin = System.nanoTime();
            var results =
                    new Selftest(launcher, cpus, effort, part -> show(part, text))
                            .run(parts.isEmpty() ? Selftest.partNames() : parts);
            interruption.workEnded();
            text.println(SelftestText.summary(results));
            text.flush();
            boolean held = results.stream().noneMatch(part -> part.outcome() == Outcome.BROKEN);
            write(
                    new Calibration(
                            ComparisonResult.SCHEMA,
                            "selftest",
                            Version.text(),
                            CommandLineText.typed(spec),
                            startedAt.truncatedTo(ChronoUnit.MILLIS).toString(),
                            (System.nanoTime() - begin) / 1e9,
                            effort.name(),
                            cpus.describe(),
                            held,
                            Environment.read(),
                            results));
            return held ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }

    private static void show(PartResult part, PrintWriter text) {
        SelftestText.lines(part).forEach(text::println);
        text.flush();
    }

    /// Refuses what is unknown or could not be written, before anything runs.
    private void check(Bounds bounds) {
        for (var part : parts) {
            if (!Selftest.partNames().contains(part)) {
                throw bounds.violation(
                        "unknown part '%s', known are %s"
                                .formatted(part, String.join(", ", Selftest.partNames())));
            }
        }
        try {
            if (out != null) {
                Files.createDirectories(out);
                new Output(Output.Format.JSON, out.resolve(CALIBRATION).toString()).prepare();
            }
            if (json != null) {
                new Output(Output.Format.JSON, json).prepare();
            }
        } catch (IOException e) {
            throw bounds.violation(String.valueOf(e.getMessage()));
        }
    }

    private void write(Calibration calibration) throws IOException {
        var text = ResultFiles.json(calibration);
        if (out != null) {
            Files.writeString(out.resolve(CALIBRATION), text, StandardCharsets.UTF_8);
        }
        if ("-".equals(json)) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else if (json != null) {
            Files.writeString(Path.of(json), text, StandardCharsets.UTF_8);
        }
    }
}
