package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.wire.Datagrams;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Loads that several scenarios use.
final class Loads {
    private static final Duration SLACK = Duration.ofSeconds(5);

    // Ten must lie above it, and some requests may fail.
    private static final double SAMPLES_FOR_P99 = 1100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration MOST = Duration.ofSeconds(10);

    private Loads() {}

    /// A closed loop of one operation.
    static LoadSpec of(Trial trial, Operation operation, int connections) {
        return LoadSpec.echo(trial.endpoint(), 1, connections, trial.engine())
                .withMix(List.of(new Share(operation, 1)));
    }

    /// Why messages of this size cannot be datagrams; empty if they can.
    static Optional<String> tooLongForDatagrams(int bytes) {
        return bytes > Datagrams.LARGEST_BYTES
                ? Optional.of(
                        "datagrams of the load have at most %,d bytes, payload is %,d"
                                .formatted(Datagrams.LARGEST_BYTES, bytes))
                : Optional.empty();
    }

    /// Warms up with connections of their own; those that are measured come afterwards.
    static void warmUp(Trial trial, LoadSpec load) throws IOException, InterruptedException {
        trial.phase("warm-up");
        try (var warmUp = trial.open(load)) {
            trial.warmUp(warmUp);
        }
    }

    /// Begins a load at a constant rate that goes on beside a window of this length.
    static void startBeside(LoadClient load, double perSecond, Duration window) {
        load.arrive(Arrivals.constant(perSecond, window.plus(SLACK)));
        load.start();
    }

    /// How long a window at this rate lasts: as the settings say, or so long that a 99th percentile
    /// can be told, but for a rate so low that this would take too long.
    static Duration window(Settings settings, double perSecond) {
        var least = Duration.ofNanos((long) (SAMPLES_FOR_P99 / perSecond * NANOS_PER_SECOND));
        if (least.compareTo(MOST) > 0) {
            least = MOST;
        }
        return settings.window().compareTo(least) < 0 ? least : settings.window();
    }

    /// A window's label.
    static String open(double perSecond) {
        return String.format(Locale.ROOT, "open, %,.0f/s", perSecond);
    }
}
