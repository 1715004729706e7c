package io.heddle.loadtest.cli;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Throttle;
import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.quantity.Schedules;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Share;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide what load one run puts on a server.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LoadOptions {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int LARGEST_PAYLOAD = 64 * 1024 * 1024;
    private static final int DEEPEST_PIPELINE = 1024;
    private static final double LARGEST_RATE = 10_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(24);

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "64",
            converter = Converters.OfCount.class,
            description = "open connections (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = {"-R", "--rate"},
            paramLabel = "R|A:B",
            description =
                    "requests per second, whatever the server does: an open loop, such as 20k or, as"
                            + " a ramp, 1k:20k (default: none, a closed loop)")
    private @Nullable String rate;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "T",
            defaultValue = "10s",
            converter = Converters.OfDuration.class,
            description = "how long is measured (default: ${DEFAULT-VALUE})")
    private Duration duration;

    @Option(
            names = {"-n", "--requests"},
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "end after about this many requests; needs --rate, which gives the time")
    private @Nullable Integer requests;

    @Option(
            names = {"-w", "--warmup"},
            paramLabel = "T|auto",
            defaultValue = "auto",
            description = "load before the measured time; auto: until steady, at most 5s (default)")
    private String warmUp;

    @Option(
            names = "--arrival",
            paramLabel = "HOW",
            defaultValue = "uniform",
            description = "times between requests: uniform or poisson (default: uniform)")
    private Arrivals.Distribution arrival;

    @Option(
            names = "--think",
            paramLabel = "T",
            defaultValue = "0",
            converter = Converters.OfDuration.class,
            description = "pause of a closed loop's connection between requests (default: 0)")
    private Duration think;

    @Option(
            names = "--stages",
            paramLabel = "T@R,…",
            description = "rates one after the other, such as 10s@1k,10s@2k; instead of -R and -d")
    private @Nullable String stages;

    @Option(
            names = "--burst",
            paramLabel = "N@T",
            description = "requests all due at once, such as 500@2s; needs an open loop")
    private @Nullable String bursts;

    @Option(
            names = "--pipeline",
            paramLabel = "N",
            defaultValue = "1",
            converter = Converters.OfCount.class,
            description = "requests under way on a connection (default: 1)")
    private int pipeline;

    @Option(
            names = "--mix",
            paramLabel = "OP=W,…",
            description =
                    "operations with their weights, such as echo=95,burn:20ms=5; needs bench:// or"
                            + " http:// (default: echo)")
    private @Nullable String mix;

    @Option(
            names = "--payload",
            paramLabel = "SIZE",
            defaultValue = "128B",
            converter = Converters.OfSize.class,
            description = "size of each request's body, 1B to 64MiB (default: ${DEFAULT-VALUE})")
    private long payload;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2520",
            description = "of poisson arrivals (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--connect-rate",
            paramLabel = "R",
            converter = Converters.OfRate.class,
            description = "connects per second at most (default: no bound)")
    private @Nullable Double connectRate;

    @Option(
            names = "--lifetime",
            paramLabel = "N",
            converter = Converters.OfLifetime.class,
            description = "requests after which a connection is replaced (default: never)")
    private @Nullable Long lifetime;

    @Option(
            names = "--close",
            paramLabel = "WHO",
            defaultValue = "client",
            description =
                    "who closes a replaced connection: client, server or reset (default: client)")
    private Lifetime.ClosedBy close;

    @Option(
            names = "--read-rate",
            paramLabel = "B/s",
            defaultValue = "0",
            converter = Converters.OfSize.class,
            description = "bytes each connection reads per second (default: no bound)")
    private long readRate;

    @Option(
            names = "--write-rate",
            paramLabel = "B/s",
            defaultValue = "0",
            converter = Converters.OfSize.class,
            description = "bytes each connection writes per second (default: no bound)")
    private long writeRate;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "2s",
            converter = Converters.OfDuration.class,
            description = "for a reply; later ones count as timeouts (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Option(
            names = "--deadline",
            paramLabel = "T",
            defaultValue = "0",
            converter = Converters.OfDuration.class,
            description = "from when a request was due; later replies are counted (default: none)")
    private Duration deadline;

    @Option(
            names = "--connect-timeout",
            paramLabel = "T",
            defaultValue = "5s",
            converter = Converters.OfDuration.class,
            description = "for connecting (default: ${DEFAULT-VALUE})")
    private Duration connectTimeout;

    int connections() {
        return connections;
    }

    /// How long the load lasts.
    Duration length(Bounds bounds) {
        if (arrivals(bounds) instanceof Arrivals.Open open) {
            return open.stages().stream()
                    .map(Arrivals.Stage::length)
                    .reduce(Duration.ZERO, Duration::plus);
        }
        return duration;
    }

    WarmUpTime warmUp(Bounds bounds) {
        return WarmUpTime.parse(
                bounds, warmUp, new WarmUpTime(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    }

    /// The load, once its options are within their bounds.
    LoadSpec load(Bounds bounds, Endpoint endpoint, EngineOptions engine) {
        bounds.between("--connections", connections, 1, MOST_CONNECTIONS, "");
        bounds.between("--payload", payload, 1, LARGEST_PAYLOAD, " bytes");
        bounds.between("--pipeline", pipeline, 1, DEEPEST_PIPELINE, "");
        bounds.between("--timeout", timeout, Duration.ofMillis(1), LONGEST);
        bounds.between("--connect-timeout", connectTimeout, Duration.ofMillis(1), LONGEST);
        var mixed = shares(bounds);
        var arriving = arrivals(bounds);
        var life =
                new Lifetime(
                        lifetime == null ? 0 : lifetime,
                        close,
                        connectRate == null ? 0 : connectRate);
        return bounds.checked(() ->
                new LoadSpec(
                        endpoint,
                        mixed,
                        connections,
                        arriving,
                        pipeline,
                        life,
                        new Limits(timeout, deadline, connectTimeout),
                        new Throttle(readRate, writeRate),
                        engine));
    }

    private List<Share> shares(Bounds bounds) {
        return mix == null
                ? List.of(new Share(Operation.echo((int) payload), 1))
                : bounds.parsed("--mix", mix, text -> Share.parseMix(text, (int) payload));
    }

    private Arrivals arrivals(Bounds bounds) {
        bounds.between("--duration", duration, SHORTEST, LONGEST);
        var stagesOfLoad = stages(bounds);
        if (stagesOfLoad.isEmpty()) {
            if (bursts != null || requests != null) {
                throw bounds.violation("--burst and --requests need --rate or --stages");
            }
            return new Arrivals.Closed(think);
        }
        var burstsOfLoad =
                bursts == null
                        ? List.<Arrivals.Burst>of()
                        : bounds.parsed("--burst", bursts, Schedules::bursts);
        return new Arrivals.Open(stagesOfLoad, arrival, seed, burstsOfLoad);
    }

    private List<Arrivals.Stage> stages(Bounds bounds) {
        if (stages != null) {
            if (rate != null) {
                throw bounds.violation("--stages and --rate exclude each other");
            }
            return bounds.parsed("--stages", stages, Schedules::stages);
        }
        if (rate == null) {
            return List.of();
        }
        var stage = bounds.parsed("--rate", rate, text -> Rates.stage(text, duration));
        bounds.between(
                "--rate", Math.max(stage.fromPerSecond(), stage.toPerSecond()), 0, LARGEST_RATE);
        if (requests == null) {
            return List.of(stage);
        }
        double mean = (stage.fromPerSecond() + stage.toPerSecond()) / 2;
        var length = Duration.ofNanos((long) (requests / mean * 1e9));
        return List.of(new Arrivals.Stage(length, stage.fromPerSecond(), stage.toPerSecond()));
    }
}
