package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Order;
import io.heddle.loadtest.measure.Profile;
import io.heddle.loadtest.scenario.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that decide how targets are compared.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ComparisonOptions {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_FORKS = 100;
    private static final int SEEDS = 65_536;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(
            names = "--effort",
            paramLabel = "HOW",
            defaultValue = "quick",
            description =
                    "quick: minutes, shows directions; standard: half an hour a scenario; full: hours"
                            + " (default: ${DEFAULT-VALUE})")
    private Effort effort;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "64",
            converter = Converters.OfCount.class,
            description = "open connections (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "T",
            converter = Converters.OfDuration.class,
            description = "each measured window (default: the effort's: 1.5s, 8s, 8s)")
    private @Nullable Duration duration;

    @Option(
            names = {"-w", "--warmup"},
            paramLabel = "T|auto",
            defaultValue = "auto",
            description = "load before the windows; auto: until steady (default)")
    private String warmUp;

    @Option(
            names = {"--forks", "--rounds"},
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description =
                    "runs of each target, each in a fresh JVM (default: the effort's: 3, 6, 10)")
    private @Nullable Integer forks;

    @Option(
            names = "--load",
            paramLabel = "SHARE,…",
            split = ",",
            converter = Converters.OfShare.class,
            description =
                    "open loops at these shares of the slowest target's largest rate (default: the"
                            + " effort's: 50%%; 30%%,70%%; 25%%,50%%,70%%)")
    private @Nullable List<Double> load;

    @Option(names = "--no-open", description = "the closed loop only, and so no pilot")
    private boolean noOpen;

    @Option(
            names = "--idle-connections",
            paramLabel = "N,N",
            split = ",",
            converter = Converters.OfCount.class,
            description = "crowds for heap per idle connection (default: the effort's, from 1k,4k)")
    private @Nullable List<Integer> idleConnections;

    @Option(names = "--no-idle", description = "skip the idle crowds")
    private boolean noIdle;

    @Option(
            names = "--order",
            paramLabel = "HOW",
            defaultValue = "random",
            description = "within a block: random, rotate or fixed (default: random)")
    private Order order;

    @Option(
            names = "--baseline",
            paramLabel = "TARGET",
            description =
                    "what the others are compared with (default: netty-epoll, else the first)")
    private @Nullable String baseline;

    @Option(
            names = "--aa",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "measure the baseline twice: the noise floor (default: yes)")
    private boolean aa;

    @Option(
            names = "--min-effect",
            paramLabel = "PCT",
            defaultValue = "3%",
            converter = Converters.OfShare.class,
            description = "the smallest difference of interest (default: 3%%)")
    private double minEffect;

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            converter = Converters.OfShare.class,
            description = "of the intervals (default: ${DEFAULT-VALUE})")
    private double confidence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides the order within the blocks (default: random, printed)")
    private @Nullable Long seed;

    @Option(
            names = "--budget",
            paramLabel = "T",
            converter = Converters.OfDuration.class,
            description = "refuse a plan that takes longer")
    private @Nullable Duration budget;

    @Option(
            names = "--profile",
            paramLabel = "KIND",
            description =
                    "one more fork of each target, not counted, under a profiler: jfr or async; its"
                            + " recording goes to the folder jfr of the result's")
    private Profile.@Nullable Kind profile;

    @Option(names = "--dry-run", description = "show the plan and its time, start nothing")
    private boolean dryRun;

    /// In place of the effort that was asked for.
    void use(Effort other) {
        effort = other;
    }

    int connections() {
        return connections;
    }

    int forks(Bounds bounds) {
        int number = forks == null ? effort.forks() : forks;
        bounds.between("--forks", number, 1, MOST_FORKS, "");
        return number;
    }

    Order order() {
        return order;
    }

    @Nullable String baseline() {
        return baseline;
    }

    boolean withTwin() {
        return aa;
    }

    double minEffect(Bounds bounds) {
        bounds.between("--min-effect", minEffect, 0, 1);
        return minEffect;
    }

    double confidence(Bounds bounds) {
        bounds.between("--confidence", confidence, 0.5, 0.999);
        return confidence;
    }

    long seed() {
        return seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed;
    }

    @Nullable Duration budget() {
        return budget;
    }

    Profile.@Nullable Kind profile() {
        return profile;
    }

    boolean dryRun() {
        return dryRun;
    }

    /// How a scenario is run, once the options are within their bounds.
    ///
    /// @param parameters of the scenario, the defaults filled in
    Settings settings(Bounds bounds, Map<String, String> parameters) {
        bounds.between("--connections", connections, 1, MOST_CONNECTIONS, "");
        var window = duration == null ? effort.window() : duration;
        bounds.between("--duration", window, SHORTEST, LONGEST);
        var time =
                WarmUpTime.parse(
                        bounds,
                        warmUp,
                        new WarmUpTime(effort.warmUpAtLeast(), effort.warmUpAtMost()));
        return new Settings(
                parameters,
                connections,
                time.atLeast(),
                time.atMost(),
                window,
                idleCrowds(bounds),
                loadShares(bounds));
    }

    private List<Double> loadShares(Bounds bounds) {
        if (noOpen) {
            return List.of();
        }
        var shares = load == null ? effort.loadShares() : load;
        shares.forEach(share -> bounds.between("--load", share, 0.01, 1));
        return shares.stream().sorted().toList();
    }

    private List<Integer> idleCrowds(Bounds bounds) {
        if (noIdle) {
            return List.of();
        }
        var crowds = new TreeSet<>(idleConnections == null ? effort.idleCrowds() : idleConnections);
        for (int crowd : crowds) {
            bounds.between("--idle-connections", crowd, 1, MOST_CONNECTIONS, "");
        }
        if (crowds.size() < 2) {
            throw bounds.violation(
                    "--idle-connections must name at least 2 sizes, was %s".formatted(crowds));
        }
        return List.copyOf(crowds);
    }
}
