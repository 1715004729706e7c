package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The same echo at one rate after the other: where latency begins to climb.
public final class LadderScenario implements Scenario {
    private static final String PAYLOAD = "payload";

    private final List<Double> rates;

    /// @param rates requests per second, at least one; they are climbed in ascending order
    public LadderScenario(List<Double> rates) {
        this.rates = rates.stream().sorted().toList();
    }

    @Override
    public String id() {
        return "ladder";
    }

    @Override
    public String summary() {
        return "an open loop at one rate after the other";
    }

    @Override
    public String expectation() {
        return "flat until a server's core is busy, then a wall";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(PAYLOAD, Parameter.Kind.SIZE, "64B", "of each message, 1B to 1MiB")
                        .between("1B", "1MiB"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public Optional<String> unavailableOverUdp(Settings settings) {
        return Loads.tooLongForDatagrams(settings.bytes(PAYLOAD));
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        var metrics = new ArrayList<Metric>();
        for (double rate : rates) {
            metrics.add(cpu(rate));
            metrics.add(p99(rate));
        }
        return metrics;
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections();
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(settings.window().multipliedBy(rates.size()));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        var load = Loads.of(trial, Operation.echo(settings.bytes(PAYLOAD)), settings.connections());
        Loads.warmUp(trial, load);
        try (var measured = trial.open(load)) {
            for (double rate : rates) {
                trial.phase(Rates.format(rate));
                step(
                        trial,
                        rate,
                        trial.measure(
                                Loads.open(rate),
                                measured,
                                Arrivals.constant(rate, settings.window()),
                                settings.window()));
            }
        }
    }

    private static void step(Trial trial, double rate, WindowResult window) {
        Figures.cpuPerRequest(trial, window, cpu(rate));
        if (window.responseUs().p99() != null) {
            trial.figure(p99(rate).id(), window.responseUs().p99());
        }
    }

    private static Metric cpu(double rate) {
        return new Metric(
                "cpu_us_per_request_at_" + whole(rate),
                "CPU us @" + whole(rate),
                "us",
                Better.LOWER);
    }

    private static Metric p99(double rate) {
        return new Metric("p99_us_at_" + whole(rate), "p99 @" + whole(rate), "us", Better.LOWER);
    }

    private static String whole(double rate) {
        return String.format(Locale.ROOT, "%.0f", rate);
    }
}
