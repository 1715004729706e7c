package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.measure.DatagramQueue;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Every connection sends requests, messages that come back or others: at equal load in an open
/// loop, at the largest rate in a closed one.
final class EchoScenario implements Scenario {
    private static final String PAYLOAD = "payload";
    private static final String PIPELINE = "pipeline";
    private static final String DROPPED = "datagrams_dropped";
    private static final int LARGEST_NEWCOMERS_BYTES = 4096;
    private static final int MOST_NEWCOMERS = 4000;
    private static final Duration NEWCOMERS_TIME = Duration.ofMillis(700);
    private static final Duration PILOT = Duration.ofMillis(1200);
    private static final Duration SETTLE = Duration.ofMillis(250);

    private final String id;
    private final String summary;
    private final String expectation;
    private final List<Parameter> parameters;

    private final Protocol protocol;
    private final @Nullable OperationKind fixed; // null: echo

    private EchoScenario(
            String id,
            Protocol protocol,
            @Nullable OperationKind fixed,
            List<Parameter> parameters,
            String summary,
            String expectation) {
        this.id = id;
        this.protocol = protocol;
        this.fixed = fixed;
        this.parameters = parameters;
        this.summary = summary;
        this.expectation = expectation;
    }

    /// Messages that come back.
    static EchoScenario echo(
            String id,
            Protocol protocol,
            String payload,
            int pipeline,
            String summary,
            String expectation) {
        var size =
                new Parameter(PAYLOAD, Parameter.Kind.SIZE, payload, "of each message, 1B to 1MiB")
                        .between("1B", "1MiB");
        return new EchoScenario(
                id, protocol, null, List.of(size, pipeline(pipeline)), summary, expectation);
    }

    /// HTTP requests that are always answered alike.
    static EchoScenario http(
            String id, OperationKind fixed, int pipeline, String summary, String expectation) {
        return new EchoScenario(
                id, Protocol.HTTP, fixed, List.of(pipeline(pipeline)), summary, expectation);
    }

    private static Parameter pipeline(int depth) {
        return new Parameter(
                        PIPELINE,
                        Parameter.Kind.COUNT,
                        String.valueOf(depth),
                        "requests under way on a connection, 1 to 1024")
                .between("1", "1024");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public String expectation() {
        return expectation;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public Optional<String> unavailableOverUdp(Settings settings) {
        int pipeline = settings.count(PIPELINE);
        return pipeline > 1
                ? Optional.of(
                        "over UDP one request is under way on a socket, pipeline is " + pipeline)
                : Loads.tooLongForDatagrams(settings.bytes(PAYLOAD));
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        var metrics = new ArrayList<Metric>();
        metrics.add(Metrics.CPU_PER_REQUEST);
        if (!settings.loadShares().isEmpty()) {
            metrics.add(Metrics.P50);
            metrics.add(Metrics.P99);
        }
        if (!settings.idleCrowds().isEmpty()) {
            metrics.add(Metrics.HEAP_PER_CONNECTION);
        }
        metrics.add(Metrics.REQUESTS_PER_SECOND);
        return metrics;
    }

    @Override
    public int sockets(Settings settings) {
        return Math.max(settings.connections(), IdleMemory.sockets(settings));
    }

    @Override
    public Duration time(Settings settings) {
        return NEWCOMERS_TIME
                .plus(settings.warmUpAtLeast().plus(settings.warmUpAtMost()).dividedBy(2))
                .plus(SETTLE)
                .plus(settings.window().multipliedBy(1L + settings.loadShares().size()))
                .plus(IdleMemory.time(settings));
    }

    @Override
    public boolean needsPilot(Settings settings) {
        return !settings.loadShares().isEmpty();
    }

    @Override
    public OptionalDouble pilot(Trial trial) throws IOException, InterruptedException {
        try (var load = trial.open(load(trial))) {
            trial.measure("pilot", load, Arrivals.closed(), PILOT);
            var window = trial.measure("pilot", load, Arrivals.closed(), PILOT.dividedBy(2));
            return OptionalDouble.of(window.achievedRate());
        }
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        var load = load(trial);
        trial.phase("warm-up");
        // A server of datagrams knows of no connection: nobody comes, and nobody is idle.
        boolean connects = !trial.endpoint().isUdp();
        if (connects) {
            int most = Math.min(MOST_NEWCOMERS, sockets(settings));
            Newcomers.comeAndGo(trial, newcomers(trial), most);
        }
        try (var warmUp = trial.open(load)) {
            trial.warmUp(warmUp);
        }
        // Connections that the warm server has accepted are measured, not those that warmed it.
        try (var measured = trial.open(load)) {
            measured.exchangeEach(1);
            closedLoop(trial, measured);
            openLoops(trial, measured);
        }
        if (connects) {
            IdleMemory.measure(trial, newcomers(trial));
        } else {
            DatagramQueue.of(trial.server().address())
                    .ifPresent(queue -> trial.detail(DROPPED, (double) queue.dropped()));
        }
    }

    private void closedLoop(Trial trial, LoadClient load) throws IOException, InterruptedException {
        trial.phase("closed loop");
        var window =
                trial.measure(
                        "closed, %,d connections".formatted(trial.settings().connections()),
                        load,
                        Arrivals.closed(),
                        trial.settings().window());
        trial.figure(Metrics.REQUESTS_PER_SECOND.id(), window.achievedRate());
        if (trial.settings().loadShares().isEmpty()) {
            Figures.cpuPerRequest(trial, window);
        }
    }

    private void openLoops(Trial trial, LoadClient load) throws IOException, InterruptedException {
        WindowResult last = null;
        for (double share : trial.settings().loadShares()) {
            var rate = trial.rate(share);
            if (rate.isPresent()) {
                trial.phase(String.format(Locale.ROOT, "open loop, %,.0f/s", rate.getAsDouble()));
                last = openLoop(trial, load, rate.getAsDouble());
            }
        }
        if (last != null) {
            Figures.cpuPerRequest(trial, last);
            Figures.percentiles(trial, last);
        }
    }

    private static WindowResult openLoop(Trial trial, LoadClient load, double rate)
            throws IOException, InterruptedException {
        var length = trial.settings().window();
        return trial.measure(
                String.format(Locale.ROOT, "open, %,.0f/s", rate),
                load,
                Arrivals.constant(rate, length),
                length);
    }

    private LoadSpec load(Trial trial) {
        var settings = trial.settings();
        var operation =
                fixed == null ? Operation.echo(settings.bytes(PAYLOAD)) : Operation.fixed(fixed);
        return Loads.of(trial, operation, settings.connections())
                .withPipeline(settings.count(PIPELINE));
    }

    /// What thousands of connections ask for that only come and go: little.
    private LoadSpec newcomers(Trial trial) {
        var operation =
                fixed == null
                        ? Operation.echo(
                                Math.min(trial.settings().bytes(PAYLOAD), LARGEST_NEWCOMERS_BYTES))
                        : Operation.fixed(OperationKind.PLAINTEXT);
        return Loads.of(trial, operation, 1);
    }
}
