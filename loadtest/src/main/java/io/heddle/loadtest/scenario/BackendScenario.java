package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Each request makes the server call a backend that waits, several times, one after the other.
final class BackendScenario implements Scenario {
    private static final String CALLS = "calls";
    private static final String DELAY = "delay";
    private static final String CONNECTIONS = "connections";
    private static final String RATE = "rate";
    private static final int BODY_BYTES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "backend";
    }

    @Override
    public String summary() {
        return "each request makes the server call a waiting backend three times";
    }

    @Override
    public String expectation() {
        return "virtual threads near event loops, with plain code; platform threads far behind in"
                + " memory";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(CALLS, Parameter.Kind.COUNT, "3", "to the backend, 1 to 255")
                        .between("1", "255"),
                new Parameter(DELAY, Parameter.Kind.DURATION, "20ms", "of each call, 1ms to 60s")
                        .between("1ms", "60s")
                        .inWhole("1ms"),
                new Parameter(
                                CONNECTIONS,
                                Parameter.Kind.COUNT,
                                "500",
                                "of clients; the server has as many more")
                        .between("1", "1m"),
                new Parameter(RATE, Parameter.Kind.RATE, "2k", "requests per second"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public boolean needsBackend() {
        return true;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(Metrics.CPU_PER_REQUEST, Metrics.P50, Metrics.P99, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return 2 * settings.count(CONNECTIONS);
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(Loads.window(settings, settings.rate(RATE)));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        var length = Loads.window(settings, rate);
        var load = load(trial).withArrivals(Arrivals.constant(rate, settings.warmUpAtMost()));
        Loads.warmUp(trial, load);
        trial.phase("measure");
        try (var measured = trial.open(load)) {
            measured.exchangeEach(1);
            var window =
                    trial.measure(
                            Loads.open(rate), measured, Arrivals.constant(rate, length), length);
            Figures.cpuPerRequest(trial, window);
            Figures.percentiles(trial, window);
            Figures.failed(trial, window);
        }
    }

    private static LoadSpec load(Trial trial) {
        var settings = trial.settings();
        var waiting = settings.duration(DELAY).multipliedBy(settings.count(CALLS));
        var operation =
                new Operation(
                        OperationKind.BACKEND,
                        (int) settings.duration(DELAY).toMillis(),
                        settings.count(CALLS),
                        BODY_BYTES);
        return Loads.of(trial, operation, settings.count(CONNECTIONS))
                .withLimits(
                        new Limits(
                                PATIENCE.plus(waiting), Duration.ZERO, Limits.DEFAULT.connect()));
    }
}
