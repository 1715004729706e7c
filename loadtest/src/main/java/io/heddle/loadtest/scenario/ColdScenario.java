package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A server is started, and loaded at once.
final class ColdScenario implements Scenario {
    private static final String RATE = "rate";
    private static final int MESSAGE_BYTES = 64;
    private static final double MILLIS = 1e6;
    private static final Duration START = Duration.ofMillis(700);
    private static final Metric FIRST_REPLY =
            new Metric("first_reply_ms", "start to reply", "ms", Better.LOWER);

    @Override
    public String id() {
        return "cold";
    }

    @Override
    public String summary() {
        return "from the start of the process to its first reply, and the first seconds under load";
    }

    @Override
    public String expectation() {
        return "the JVM's own start is most of it; frameworks with more classes later, and all slow until"
                + " compiled";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(RATE, Parameter.Kind.RATE, "2k", "requests per second, at once"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(FIRST_REPLY, Metrics.P99, Metrics.P50, Metrics.MAX);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections();
    }

    @Override
    public Duration time(Settings settings) {
        return START.plus(settings.warmUpAtLeast())
                .plus(Loads.window(settings, settings.rate(RATE)));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        trial.phase("second start");
        long beginNanos = System.nanoTime();
        try (var server = trial.startAnother()) {
            var first = LoadSpec.echo(trial.endpoint(server), MESSAGE_BYTES, 1, trial.engine());
            try (var load = trial.open(first)) {
                load.exchangeEach(1);
            }
            trial.figure(FIRST_REPLY.id(), (System.nanoTime() - beginNanos) / MILLIS);
            warmClient(trial, server);
        }
        // The trial's own server has answered its verification and nothing more: it is cold, too.
        trial.phase("cold load");
        double rate = trial.settings().rate(RATE);
        var length = Loads.window(trial.settings(), rate);
        var load = Loads.of(trial, Operation.echo(MESSAGE_BYTES), trial.settings().connections());
        try (var cold = trial.open(load)) {
            var window =
                    trial.measure(
                            Loads.open(rate) + ", cold",
                            cold,
                            Arrivals.constant(rate, length),
                            length);
            Figures.percentiles(trial, window);
            Figures.max(trial, window);
        }
    }

    /// What is slow at first shall be the server alone, in the first fork, too.
    private static void warmClient(Trial trial, Server other)
            throws IOException, InterruptedException {
        trial.phase("warm client");
        var load = Loads.of(trial, Operation.echo(MESSAGE_BYTES), trial.settings().connections());
        try (var warming = trial.open(load.withEndpoint(trial.endpoint(other)))) {
            warming.start();
            Thread.sleep(trial.settings().warmUpAtLeast());
            warming.finish();
        }
    }
}
