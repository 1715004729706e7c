package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// One connection publishes, and many get every publication.
final class FanoutScenario implements Scenario {
    private static final String SUBSCRIBERS = "subscribers";
    private static final String RATE = "rate";
    private static final String PAYLOAD = "payload";
    private static final Metric CPU_PER_DELIVERY =
            new Metric("cpu_us_per_delivery", "CPU us/delivery", "us", Better.LOWER);

    @Override
    public String id() {
        return "fanout";
    }

    @Override
    public String summary() {
        return "one connection publishes, a hundred get every publication";
    }

    @Override
    public String expectation() {
        return "event loops ahead: each writes to its subscribers by itself, where a blocking"
                + " publisher writes to all in turn";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(SUBSCRIBERS, Parameter.Kind.COUNT, "100", "1 to 100k")
                        .between("1", "100k"),
                new Parameter(RATE, Parameter.Kind.RATE, "500", "publications per second"),
                new Parameter(PAYLOAD, Parameter.Kind.SIZE, "128B", "of each, 8B to 1MiB")
                        .between("8B", "1MiB"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public Tls tls() {
        return Tls.NEVER;
    }

    @Override
    public boolean onUnix() {
        return false;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(CPU_PER_DELIVERY, Metrics.P50, Metrics.P99, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.count(SUBSCRIBERS) + 1;
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(settings.window());
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        var publish = new Operation(OperationKind.PUBLISH, 0, 0, settings.bytes(PAYLOAD));
        var load = Loads.of(trial, publish, settings.count(SUBSCRIBERS));
        Loads.warmUp(trial, load);
        trial.phase("measure");
        try (var measured = trial.open(load)) {
            measured.exchangeEach(1);
            var window =
                    trial.measure(
                            Loads.open(rate) + ", each to all",
                            measured,
                            Arrivals.constant(rate, settings.window()),
                            settings.window());
            Figures.cpuPerRequest(trial, window, CPU_PER_DELIVERY);
            Figures.percentiles(trial, window);
            Figures.failed(trial, window);
        }
    }
}
