package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Throttle;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Metric.Better;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Some peers are very slow; how normal ones fare beside them, and what the server does about the
/// slow ones.
final class BystanderScenario implements Scenario {
    private static final String SLOW = "slow";
    private static final String RATE = "rate";
    private static final int MESSAGE_BYTES = 64;
    private static final String REPLY = "reply";
    private static final int KIB = 1024;
    // So that a server with a limit of a second has time to notice.
    private static final Duration LEAST_WINDOW = Duration.ofSeconds(3);
    private static final int SLOW_MESSAGE_BYTES = 4096;
    private static final long SLOW_BYTES_PER_SECOND = 50;
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Metric SLOW_ENDED =
            new Metric("slow_peers_ended", "slow ended", "", Better.HIGHER);
    private static final Metric HEAP_GROWTH =
            new Metric("heap_bytes_per_slow_peer", "heap B/slow peer", "B", Better.LOWER);

    /// In which direction the slow ones are slow.
    enum Slow {
        /// They ask for much and do not read it.
        READING,
        /// They send a request byte by byte.
        WRITING
    }

    private final Slow slow;

    BystanderScenario(Slow slow) {
        this.slow = slow;
    }

    @Override
    public String id() {
        return slow == Slow.READING ? "slow-reader" : "slow-writer";
    }

    @Override
    public String summary() {
        return slow == Slow.READING
                ? "peers that ask for 8 MiB and read them by drops, and normal ones beside them"
                : "peers that send their request by drops, and normal ones beside them";
    }

    @Override
    public String expectation() {
        return slow == Slow.READING
                ? "a blocking write holds back by itself, so memory stays flat; an event loop must stop"
                        + " reading by hand"
                : "a slow peer costs what an idle one costs; a server with a least rate (as"
                        + " heddle:minrate=1000) ends it, the others keep it for ever";
    }

    @Override
    public List<Parameter> parameters() {
        var parameters = new ArrayList<Parameter>();
        parameters.add(
                new Parameter(SLOW, Parameter.Kind.COUNT, "100", "slow peers, 1 to 10k")
                        .between("1", "10k"));
        parameters.add(
                new Parameter(RATE, Parameter.Kind.RATE, "2k", "of the normal ones, per second"));
        if (slow == Slow.READING) {
            parameters.add(
                    new Parameter(
                                    REPLY,
                                    Parameter.Kind.SIZE,
                                    "8MiB",
                                    "that a slow one asks for, 1KiB to 32MiB; what the kernel's"
                                            + " buffers hold stalls nobody")
                            .between("1KiB", "32MiB")
                            .inWhole("1KiB"));
        }
        return parameters;
    }

    @Override
    public Protocol protocol() {
        return Protocol.BENCH;
    }

    @Override
    public List<Metric> metrics(Settings settings) {
        return List.of(Metrics.P99, Metrics.P50, HEAP_GROWTH, SLOW_ENDED, Metrics.FAILED);
    }

    @Override
    public int sockets(Settings settings) {
        return settings.connections() + settings.count(SLOW);
    }

    @Override
    public Duration time(Settings settings) {
        return settings.warmUpAtMost().plus(window(settings)).plusSeconds(1);
    }

    @Override
    public void run(Trial trial) throws IOException, InterruptedException {
        var settings = trial.settings();
        double rate = settings.rate(RATE);
        var length = window(settings);
        var normal = Loads.of(trial, Operation.echo(MESSAGE_BYTES), settings.connections());
        Loads.warmUp(trial, normal);
        long heapBefore = Figures.heapAfterGc(trial);
        var slowOnes = trial.open(slowLoad(trial));
        try (var measured = trial.open(normal)) {
            trial.phase("measure");
            slowOnes.arrive(Arrivals.closed());
            slowOnes.start();
            var window =
                    trial.measure(
                            Loads.open(rate) + " beside the slow ones",
                            measured,
                            Arrivals.constant(rate, length),
                            length);
            Figures.percentiles(trial, window);
            Figures.failed(trial, window);
            slowFigures(trial, slowOnes, heapBefore);
        } finally {
            slowOnes.abort();
        }
    }

    private static void slowFigures(Trial trial, LoadClient slowOnes, long heapBefore)
            throws IOException, InterruptedException {
        int number = trial.settings().count(SLOW);
        if (trial.server().controllable()) {
            double growth = Figures.heapAfterGc(trial) - heapBefore;
            trial.figure(HEAP_GROWTH.id(), growth / number);
        }
        long ended = slowOnes.sample().errors();
        trial.figure(SLOW_ENDED.id(), (double) ended);
        if (ended > 0) {
            trial.note(
                    String.format(
                            Locale.ROOT,
                            "slow peers were ended %,d times within the window",
                            ended));
        }
    }

    private LoadSpec slowLoad(Trial trial) {
        int number = trial.settings().count(SLOW);
        var operation =
                slow == Slow.READING
                        ? new Operation(
                                OperationKind.BYTES, trial.settings().bytes(REPLY) / KIB, 0, 0)
                        : Operation.echo(SLOW_MESSAGE_BYTES);
        var throttle =
                slow == Slow.READING
                        ? new Throttle(SLOW_BYTES_PER_SECOND, 0)
                        : new Throttle(0, SLOW_BYTES_PER_SECOND);
        return Loads.of(trial, operation, number)
                .withThrottle(throttle)
                .withLimits(new Limits(FOR_EVER, Duration.ZERO, Limits.DEFAULT.connect()));
    }

    private static Duration window(Settings settings) {
        return settings.window().compareTo(LEAST_WINDOW) < 0 ? LEAST_WINDOW : settings.window();
    }
}
