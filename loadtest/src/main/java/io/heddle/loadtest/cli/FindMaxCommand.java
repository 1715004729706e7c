package io.heddle.loadtest.cli;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.compare.AnswerCheck;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.compare.MaximumRate;
import io.heddle.loadtest.measure.WindowRecorder;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.ResultFiles;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.validity.Checks;
import io.heddle.loadtest.validity.Gate;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Finds the highest rate under an objective.
@Command(
        name = "find-max",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Find the highest rate at which an objective holds, such as --slo 'p99<10ms'.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class FindMaxCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration WARM_UP_AT_LEAST = Duration.ofMillis(1500);
    private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(3);
    private static final int CONFIRMATION_IS_LONGER = 3;
    private static final double LARGEST_RATE = 10_000_000;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "TARGET", arity = "1..*", description = "whose rate is looked for")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "R",
            defaultValue = "1k",
            converter = Converters.OfRate.class,
            description = "the first rate that is tried (default: ${DEFAULT-VALUE})")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "R",
            defaultValue = "1m",
            converter = Converters.OfRate.class,
            description = "the highest rate that is tried (default: ${DEFAULT-VALUE})")
    private double to;

    @Option(
            names = "--step",
            paramLabel = "T",
            defaultValue = "2s",
            converter = Converters.OfDuration.class,
            description = "how long each rate is tried (default: ${DEFAULT-VALUE})")
    private Duration step;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "1",
            converter = Converters.OfCount.class,
            description = "searches for each target, each in a fresh JVM (default: 1)")
    private int repeats;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "raw",
            description = "raw, bench or http")
    private Protocol protocol;

    @Mixin private LoadOptions loadOptions;
    @Mixin private ClientOptions clientOptions;
    @Mixin private CpuOptions cpuOptions;
    @Mixin private ServerOptions serverOptions;
    @Mixin private GateOptions gateOptions;
    @Mixin private OutputOptions outputOptions;

    /// What was found, as JSON.
    private record Result(String schema, String kind, List<String> slo, List<OfTarget> targets) {}

    private record OfTarget(
            String name,
            double medianPerSecond,
            List<MaximumRate.Found> searches,
            @Nullable String problem) {}

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        outputOptions.check(bounds);
        bounds.between("--from", from, 1, LARGEST_RATE);
        bounds.between("--to", to, from, LARGEST_RATE);
        bounds.between("--repeats", repeats, 1, 100, "");
        var gates = gateOptions.gates(bounds);
        if (gates.isEmpty()) {
            throw bounds.violation("find-max needs an objective, such as --slo 'p99<10ms'");
        }
        var text = outputOptions.text(spec);
        var found = new ArrayList<OfTarget>();
        var processes = new ServerProcesses();
        try (var interruption = Interruption.endsWith(processes)) {
            var cpus = cpuOptions.plan();
            var launcher =
                    serverOptions.launcher(bounds, cpus, processes, ServerOptions.SMALL_BUFFER);
            for (var target : targets) {
                var choice = serverOptions.choice(bounds, target);
                found.add(search(bounds, choice, launcher, cpus, gates, text));
            }
            interruption.workEnded();
        }
        outputOptions.writeJson(
                spec,
                ResultFiles.json(
                        new Result(
                                io.heddle.loadtest.result.ComparisonResult.SCHEMA,
                                "find-max",
                                gates.stream().map(Gate::text).toList(),
                                found)));
        return found.stream().anyMatch(target -> target.problem() != null)
                ? ExitCodes.FAILED
                : found.stream().anyMatch(target -> target.medianPerSecond() == 0)
                        ? ExitCodes.GATE_BROKEN
                        : ExitCodes.OK;
    }

    private OfTarget search(
            Bounds bounds,
            ServerChoice choice,
            Launcher launcher,
            CpuPlan cpus,
            List<Gate> gates,
            PrintWriter text)
            throws CommandFailure, InterruptedException, IOException {
        var name = choice.text();
        var spoken = Launcher.protocol(choice, protocol);
        var unavailable = launcher.unavailable(choice, spoken);
        if (unavailable.isPresent()) {
            text.printf("skipped: %s: %s%n", name, unavailable.get());
            return new OfTarget(name, 0, List.of(), unavailable.get());
        }
        var searches = new ArrayList<MaximumRate.Found>();
        for (int i = 0; i < repeats; i++) {
            try (var server = launcher.start(choice, spoken, null)) {
                if (cpus.mode() == CpuPlan.Mode.SPLIT) {
                    Affinity.pinThisProcess(cpus.client());
                }
                var endpoint = launcher.endpoint(choice, server, spoken);
                AnswerCheck.run(endpoint, false);
                var engine = clientOptions.engine(bounds, cpus, loadOptions.connections());
                var load = loadOptions.load(bounds, endpoint, engine);
                var recorder = new WindowRecorder(server, TICK, _ -> {});
                try (var client = LoadClient.open(load.withArrivals(Arrivals.closed()))) {
                    recorder.warmUp(client, WARM_UP_AT_LEAST, WARM_UP_AT_MOST);
                }
                searches.add(
                        new MaximumRate(
                                        from,
                                        to,
                                        (rate, confirming) ->
                                                holds(
                                                        recorder,
                                                        load,
                                                        gates,
                                                        name,
                                                        rate,
                                                        confirming,
                                                        text))
                                .find());
            }
        }
        double median =
                searches.stream()
                        .mapToDouble(MaximumRate.Found::perSecond)
                        .sorted()
                        .toArray()[searches.size() / 2];
        text.printf(
                Locale.ROOT,
                "%s: %s%n",
                name,
                median == 0
                        ? "the objective does not hold at %s".formatted(Rates.format(from))
                        : "%s at %s"
                                .formatted(
                                        String.join(
                                                " and ", gates.stream().map(Gate::text).toList()),
                                        Rates.format(median)));
        text.flush();
        return new OfTarget(name, median, searches, null);
    }

    private boolean holds(
            WindowRecorder recorder,
            LoadSpec load,
            List<Gate> gates,
            String name,
            double rate,
            boolean confirming,
            PrintWriter text)
            throws IOException, InterruptedException {
        var length = confirming ? step.multipliedBy(CONFIRMATION_IS_LONGER) : step;
        var arriving = load.withArrivals(Arrivals.constant(rate, length));
        try (var client = LoadClient.open(arriving)) {
            var window = recorder.record("rate", client, arriving, length, true);
            var broken = broken(window, gates);
            text.printf(
                    Locale.ROOT,
                    "%s  %,.0f/s%s: %s%n",
                    name,
                    rate,
                    confirming ? " (confirming)" : "",
                    broken.map(why -> "does not hold: " + why).orElse("holds"));
            text.flush();
            return broken.isEmpty();
        }
    }

    /// Why a rate is too high; empty if it is not. What was not offered proves nothing.
    private static Optional<String> broken(WindowResult window, List<Gate> gates) {
        var offered = window.checks().get(Checks.OFFERED_LOAD);
        if (offered != null && offered.light() == Light.RED) {
            return Optional.of(offered.why());
        }
        return gates.stream()
                .map(gate -> gate.evaluate(window))
                .filter(outcome -> !outcome.held())
                .map(Gate.Outcome::text)
                .findFirst();
    }
}
