package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A few requests compute for long, and the others feel it.
final class HogScenario implements Scenario {
    private static final String RATE = "rate";
    private static final String SHARE = "share";
    private static final String BURN = "burn";
    private static final int MESSAGE_BYTES = 64;
    private static final int HEAVY_CONNECTIONS = 8;
    private static final long NANOS_OF_MICRO = 1000;

    @Override
    public String id() {
        return "hog";
    }

    @Override
    public String summary() {
        return "one request in twenty computes for 20 ms; how the others fare";
    }

    @Override
    public String expectation() {
        return "both suffer: virtual threads are not time-sliced, and an event loop stands still; only"
                + " platform threads let the kernel share the core";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(RATE, Parameter.Kind.RATE, "400", "requests per second in all"),
                new Parameter(
                                SHARE,
                                Parameter.Kind.SHARE,
                                "5%",
                                "of them that compute, 0.1% to 90%")
                        .between("0.1%", "90%"),
                new Parameter(BURN, Parameter.Kind.DURATION, "20ms", "of computing, 10us to 65ms")
                        .between("10us", "65ms")
                        .inWhole("1us"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(Metrics.P99, Metrics.P50, Metrics.MAX, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections() + HEAVY_CONNECTIONS;
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(window(settings));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        double heavyRate = rate * settings.share(SHARE);
        var burn =
                new Operation(
                        OperationKind.BURN,
                        (int) (settings.duration(BURN).toNanos() / NANOS_OF_MICRO),
                        0,
                        MESSAGE_BYTES);
        var light = Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.connections());
        Loads.warmUp(trial, light);
        trial.phase("measure");
        try (var heavy = trial.open(Loads.of(trial, burn, HEAVY_CONNECTIONS));
                var measured = trial.open(light)) {
            heavy.exchangeEach(1);
            Loads.startBeside(heavy, heavyRate, window(settings));
            var window =
                    trial.measure(
                            Loads.open(rate - heavyRate) + ", light ones",
                            measured,
                            Arrivals.constant(rate - heavyRate, window(settings)),
                            window(settings));
            heavy.finish();
            Figures.percentiles(trial, window);
            Figures.max(trial, window);
            Figures.failed(trial, window);
        }
    }

    private static Duration window(Settings settings) {
        return Loads.window(settings, settings.rate(RATE) * (1 - settings.share(SHARE)));
    }
}
