package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The server's process is stopped for a moment in mid-window, as a hypervisor or a debugger would.
final class FreezeScenario implements Scenario {
    private static final String RATE = "rate";
    private static final String AT = "at";
    private static final String FREEZE = "freeze";
    private static final int MESSAGE_BYTES = 64;
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String id() {
        return "freeze";
    }

    @Override
    public String summary() {
        return "the server's process stands still for half a second";
    }

    @Override
    public String expectation() {
        return "equal: the tail is the freeze's own length, nobody is cut off, and nothing fails";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(RATE, Parameter.Kind.RATE, "1k", "requests per second"),
                new Parameter(
                                AT,
                                Parameter.Kind.DURATION,
                                "500ms",
                                "after the window's beginning, up to 1m")
                        .between("0s", "1m"),
                new Parameter(FREEZE, Parameter.Kind.DURATION, "500ms", "how long, 10ms to 10s")
                        .between("10ms", "10s"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(Metrics.P99, Metrics.MAX, Metrics.P50, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections();
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(length(settings));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        var load =
                Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.connections())
                        .withLimits(new Limits(PATIENCE, Duration.ZERO, Limits.DEFAULT.connect()));
        Loads.warmUp(trial, load);
        trial.phase("measure");
        double rate = settings.rate(RATE);
        try (var measured = trial.open(load)) {
            measured.exchangeEach(1);
            trial.freeze(settings.duration(AT), settings.duration(FREEZE));
            var window =
                    trial.measure(
                            Loads.open(rate) + ", frozen in between",
                            measured,
                            Arrivals.constant(rate, length(settings)),
                            length(settings));
            Figures.percentiles(trial, window);
            Figures.max(trial, window);
            Figures.failed(trial, window);
        }
    }

    private static Duration length(Settings settings) {
        return settings.window()
                .plus(settings.duration(AT))
                .plus(settings.duration(FREEZE))
                .plus(AFTERWARDS);
    }
}
