package io.heddle.loadtest.cli;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.compare.AnswerCheck;
import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.crosscheck.CrossCheck;
import io.heddle.loadtest.crosscheck.LoadTool;
import io.heddle.loadtest.measure.Environment;
import io.heddle.loadtest.measure.Injection;
import io.heddle.loadtest.measure.WindowRecorder;
import io.heddle.loadtest.measure.WindowRecorder.CutWindow;
import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.RunResult;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts one load on one server.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Put one load on one server, once.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class RunCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofMillis(250);

    /// A window, and when it began.
    private record Measured(CutWindow cut, Instant startedAt) {}

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            description =
                    "tcp://host:port (raw echo), bench://, http://, ws:// and their TLS forms, udp://,"
                            + " the name of a target, or exec:COMMAND")
    private String target;

    @Mixin private LoadOptions loadOptions;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "raw",
            description = "what a target that is named speaks: raw, bench or http (default: raw)")
    private Protocol protocol;

    @Option(
            names = "--inject",
            paramLabel = "freeze@T:T",
            description = "stop the server's process (SIGSTOP) at a time for a time; not for a URI")
    private @Nullable String inject;

    @Option(
            names = "--cross-check",
            paramLabel = "TOOL",
            description =
                    "load an http:// target with wrk, oha or h2load, too, and note the difference")
    private @Nullable LoadTool crossCheck;

    @Mixin private ClientOptions clientOptions;
    @Mixin private CpuOptions cpuOptions;
    @Mixin private ServerOptions serverOptions;
    @Mixin private GateOptions gateOptions;
    @Mixin private OutputOptions outputOptions;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        outputOptions.checkRun(bounds);
        var gates = gateOptions.gates(bounds);
        var injections =
                inject == null
                        ? List.<Injection>of()
                        : bounds.parsed("--inject", inject, Injection::parse);
        if (crossCheck != null && !target.startsWith("http://")) {
            throw bounds.violation(
                    "--cross-check needs an http:// target, was '%s'".formatted(target));
        }
        var processes = new ServerProcesses();
        var cpus = cpuOptions.plan();
        var choice = serverOptions.choice(bounds, target);
        var spoken = Launcher.protocol(choice, protocol);
        var launcher = serverOptions.launcher(bounds, cpus, processes, ServerOptions.SMALL_BUFFER);
        var unavailable = launcher.unavailable(choice, spoken);
        if (unavailable.isPresent()) {
            throw new CommandFailure(
                    ExitCodes.REFUSED, "%s: %s".formatted(target, unavailable.get()));
        }
        try (var interruption = Interruption.endsWith(processes);
                var server = launcher.start(choice, spoken, null)) {
            if (server.pid().isPresent() && cpus.mode() == CpuPlan.Mode.SPLIT) {
                Affinity.pinThisProcess(cpus.client());
            }
            var notes = new ArrayList<String>();
            var endpoint = launcher.endpoint(choice, server, spoken);
            var measured = window(bounds, endpoint, server, cpus, injections, notes);
            var cut = measured.cut();
            var window = cut.window();
            if (!cut.interrupted()) {
                crossCheck(window, notes);
            }
            interruption.workEnded();
            var held = new LinkedHashMap<String, Boolean>();
            if (!cut.interrupted()) {
                gates.forEach(gate -> held.put(gate.text(), gate.evaluate(window).held()));
            }
            var result =
                    new RunResult(
                            ComparisonResult.SCHEMA,
                            "run",
                            Version.text(),
                            CommandLineText.typed(spec),
                            measured.startedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                            cut.interrupted(),
                            target,
                            Environment.read(),
                            held,
                            notes,
                            window);
            outputOptions.reportRun(spec, result);
            return status(result);
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCodes.FAILED, "interrupted before anything was measured");
        }
    }

    /// Lets another tool load the server for as long, and notes how far the two are apart.
    private void crossCheck(WindowResult window, List<String> notes)
            throws IOException, InterruptedException {
        if (crossCheck == null) {
            return;
        }
        var uri = URI.create(target);
        var check =
                new CrossCheck(
                        uri,
                        window.connections(),
                        Duration.ofSeconds(Math.max(1, Math.round(window.durationS()))));
        var theirs = check.run(crossCheck);
        notes.add("cross-check by " + CrossCheck.compare(crossCheck, theirs, window));
    }

    private int status(RunResult result) {
        if (result.gates().containsValue(false)) {
            return ExitCodes.GATE_BROKEN;
        }
        return gateOptions.strict() && !result.window().valid() ? ExitCodes.INVALID : ExitCodes.OK;
    }

    private Measured window(
            Bounds bounds,
            Endpoint endpoint,
            Server server,
            CpuPlan cpus,
            List<Injection> injections,
            List<String> notes)
            throws IOException, InterruptedException {
        var engine = clientOptions.engine(bounds, cpus, loadOptions.connections());
        var load = loadOptions.load(bounds, endpoint, engine);
        var length = loadOptions.length(bounds);
        var warmUp = loadOptions.warmUp(bounds);
        try (var progress = outputOptions.progress(spec, null)) {
            var recorder = new WindowRecorder(server, TICK, progress::tick);
            Boolean steady = null;
            progress.phase("verify");
            AnswerCheck.run(endpoint, loadOptions.connections(), false);
            if (warmUp.atMost().isPositive()) {
                progress.phase("warm-up");
                try (var client = LoadClient.open(load.withArrivals(Arrivals.closed()))) {
                    steady = recorder.warmUp(client, warmUp.atLeast(), warmUp.atMost()).steady();
                }
            }
            progress.phase("measure");
            recorder.inject(injections, notes::add);
            try (var client = LoadClient.open(load)) {
                var startedAt = Instant.now();
                return new Measured(
                        recorder.recordUntilInterrupted("run", client, load, length, steady),
                        startedAt);
            }
        }
    }
}
