package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Growing crowds of idle connections, and a few active ones beside the largest.
final class IdleScenario implements Scenario {
    private static final String CROWDS = "crowds";
    private static final String ACTIVE = "active";
    private static final String RATE = "rate";
    private static final int MESSAGE_BYTES = 64;
    private static final Duration CROWDS_TIME = Duration.ofSeconds(6);

    @Override
    public String id() {
        return "idle";
    }

    @Override
    public String summary() {
        return "thousands of idle connections, and a few active ones beside them";
    }

    @Override
    public String expectation() {
        return "event loops smaller for each connection, as they keep no stack; the active ones do not"
                + " notice the crowd";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                                CROWDS,
                                Parameter.Kind.COUNTS,
                                "1k+2k+5k+9k",
                                "at which memory is read")
                        .between("1", "1m"),
                new Parameter(ACTIVE, Parameter.Kind.COUNT, "10", "active connections")
                        .between("1", "100k"),
                new Parameter(RATE, Parameter.Kind.RATE, "2k", "their requests per second"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.RAW;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(
                Metrics.HEAP_PER_CONNECTION,
                Metrics.RSS_PER_CONNECTION,
                Metrics.P50,
                Metrics.P99,
                Metrics.CPU_PER_REQUEST);
    }

    @Override
    public int sockets(Settings settings) {
        return crowds(settings).getLast() + settings.count(ACTIVE);
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost()
                .plus(CROWDS_TIME)
                .plus(Loads.window(settings, settings.rate(RATE)));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        var load = Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.count(ACTIVE));
        Loads.warmUp(trial, load);
        var crowd = IdleMemory.gather(trial, load, crowds(settings));
        try {
            active(trial, load);
        } finally {
            crowd.forEach(LoadClient::abort);
        }
    }

    private static void active(Trial trial, LoadSpec load)
            throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        var length = Loads.window(settings, rate);
        trial.phase("active ones");
        try (var active = trial.open(load)) {
            var window =
                    trial.measure(
                            Loads.open(rate) + " beside the crowd",
                            active,
                            Arrivals.constant(rate, length),
                            length);
            Figures.percentiles(trial, window);
            Figures.cpuPerRequest(trial, window);
        }
    }

    private static List<Integer> crowds(Settings settings) {
        return settings.counts(CROWDS).stream().distinct().sorted().toList();
    }
}
