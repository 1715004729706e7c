package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Large bodies, down and up.
final class BulkScenario implements Scenario {
    private static final String SIZE = "size";
    private static final String CONNECTIONS = "connections";
    private static final int KIB = 1024;
    private static final double MIB = 1024.0 * 1024;

    private static final Metric CPU_DOWN =
            new Metric("cpu_us_per_mib_down", "CPU us/MiB down", "us", Better.LOWER);
    private static final Metric CPU_UP =
            new Metric("cpu_us_per_mib_up", "CPU us/MiB up", "us", Better.LOWER);
    private static final Metric RATE_DOWN =
            new Metric("mib_per_second_down", "MiB/s down", "MiB/s", Better.HIGHER);
    private static final Metric RATE_UP =
            new Metric("mib_per_second_up", "MiB/s up", "MiB/s", Better.HIGHER);

    @Override
    public String id() {
        return "bulk";
    }

    @Override
    public String summary() {
        return "bodies of a MiB, down and up";
    }

    @Override
    public String expectation() {
        return "near equal: the kernel's copying decides, and the size of the buffers";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                                SIZE,
                                Parameter.Kind.SIZE,
                                "1MiB",
                                "of each body, whole KiB up to 32MiB")
                        .between("1KiB", "32MiB")
                        .inWhole("1KiB"),
                new Parameter(CONNECTIONS, Parameter.Kind.COUNT, "8", "open at once")
                        .between("1", "10k"));
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(CPU_DOWN, CPU_UP, RATE_DOWN, RATE_UP);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.count(CONNECTIONS);
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(settings.window().multipliedBy(2));
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        int bytes = trial.settings().bytes(SIZE);
        var down = new Operation(OperationKind.BYTES, bytes / KIB, 0, 0);
        var up = new Operation(OperationKind.SINK, 0, 0, bytes);
        Loads.warmUp(
                trial,
                Loads.of(trial, down, trial.settings().count(CONNECTIONS))
                        .withMix(List.of(new Share(down, 1), new Share(up, 1))));
        oneWay(trial, "down", down, CPU_DOWN, RATE_DOWN);
        oneWay(trial, "up", up, CPU_UP, RATE_UP);
    }

    private static void oneWay(
            Trial trial, String direction, Operation operation, Metric cpu, Metric rate)
            throws IOException, InterruptedException {
        trial.phase(direction);
        var settings = trial.settings();
        double mib = settings.bytes(SIZE) / MIB;
        try (var load = trial.open(Loads.of(trial, operation, settings.count(CONNECTIONS)))) {
            load.exchangeEach(1);
            var window =
                    trial.measure(
                            "closed, " + direction, load, Arrivals.closed(), settings.window());
            trial.figure(rate.id(), window.achievedRate() * mib);
            var server = window.server();
            if (server != null && server.cpuUsPerRequest() != null) {
                trial.figure(cpu.id(), server.cpuUsPerRequest() / mib);
            }
        }
    }
}
