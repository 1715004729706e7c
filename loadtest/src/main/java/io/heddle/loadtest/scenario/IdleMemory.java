package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.measure.MemoryReading;
import io.heddle.loadtest.measure.MemorySlope;
import io.heddle.loadtest.result.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The server's memory with growing crowds of idle connections, each of which has echoed a few
/// times when it came.
final class IdleMemory {
    private static final Duration PHASE = Duration.ofMillis(800);
    private static final Duration PER_THOUSAND = Duration.ofMillis(150);

    private IdleMemory() {}

    /// The most sockets that it holds at once.
    static int sockets(Settings settings) {
        return settings.idleCrowds().isEmpty() ? 0 : settings.idleCrowds().getLast();
    }

    /// About how long it takes.
    static Duration time(Settings settings) {
        return settings.idleCrowds().isEmpty()
                ? Duration.ZERO
                : PHASE.plus(PER_THOUSAND.multipliedBy(sockets(settings) / 1000));
    }

    /// Leaves the heap's slope, if the scenario's settings name crowds and the server can tell.
    ///
    /// @param load what each connection exchanges when it comes
    static void measure(Trial trial, LoadSpec load) throws IOException, InterruptedException {
        var crowds = trial.settings().idleCrowds();
        if (crowds.size() >= 2 && trial.server().controllable()) {
            // An orderly end would leave thousands of ports in TIME_WAIT.
            gather(trial, load, crowds).forEach(LoadClient::abort);
        }
    }

    /// Gathers a crowd step by step, reads the memory at each, and leaves the slopes.
    ///
    /// @param crowds ascending
    /// @return the crowd, still connected
    static List<LoadClient> gather(Trial trial, LoadSpec load, List<Integer> crowds)
            throws IOException, InterruptedException {
        trial.phase("idle memory");
        // Code compiled under load is compiled anew for waiting.
        Newcomers.comeAndGo(trial, load, crowds.getLast());
        var readings = new ArrayList<MemoryReading>();
        var crowd = new ArrayList<LoadClient>();
        int connected = 0;
        for (int connections : crowds) {
            crowd.add(Newcomers.arrive(trial, load, connections - connected));
            connected = connections;
            if (trial.server().controllable()) {
                readings.add(MemoryReading.of(trial.server(), connections));
            }
        }
        slope(trial, Metrics.HEAP_PER_CONNECTION, readings, MemoryReading::heapBytes);
        slope(trial, Metrics.RSS_PER_CONNECTION, readings, MemoryReading::residentBytes);
        return crowd;
    }

    private static void slope(
            Trial trial,
            Metric metric,
            List<MemoryReading> readings,
            Function<MemoryReading, @Nullable Long> which) {
        MemorySlope.of(readings, which)
                .ifPresent(slope -> {
                    if (trial.compares(metric)) {
                        trial.figure(metric.id(), slope.bytesPerConnection());
                    }
                    var name = metric.id().replace("_per_connection", "_at_");
                    for (var point : slope.points()) {
                        trial.detail(name + (int) point.connections(), point.bytes());
                    }
                });
    }
}
