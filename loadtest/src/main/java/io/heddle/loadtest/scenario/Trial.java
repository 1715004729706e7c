package io.heddle.loadtest.scenario;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.WindowResult;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;

/// One fork, as its scenario sees it: a server to load, and where to leave what is found.
public interface Trial {
    Settings settings();

    /// The server that is measured.
    Server server();

    /// Where it listens.
    default Endpoint endpoint() {
        return endpoint(server());
    }

    /// How the client works.
    EngineOptions engine();

    /// Opens a load; it is closed with the trial if the scenario does not close it earlier.
    LoadClient open(LoadSpec load) throws IOException, InterruptedException;

    /// Runs a load that has not been started until the rate is steady or the time for it is over;
    /// afterwards nothing is under way. Traces its timeline. The load's own arrivals are used.
    void warmUp(LoadClient load) throws IOException, InterruptedException;

    /// Lets a load arrive so, measures it for this long, finishes it, and keeps what was found;
    /// nothing is under way before and afterwards.
    ///
    /// @param label names the window in the report
    WindowResult measure(String label, LoadClient load, Arrivals arrivals, Duration length)
            throws IOException, InterruptedException;

    /// Stops the server's process in the next window that is measured.
    ///
    /// @param at since the window's beginning
    void freeze(Duration at, Duration length);

    /// Starts another server of the same kind beside the one that is measured; the caller closes
    /// it.
    Server startAnother() throws IOException, InterruptedException;

    /// Where a server of this trial listens.
    Endpoint endpoint(Server server);

    /// The rate that is this share of the slowest target's largest rate; empty before the pilot has
    /// found it.
    OptionalDouble rate(double share);

    /// Leaves a metric's value.
    ///
    /// @param metricId one of the scenario's metrics
    void figure(String metricId, double value);

    /// Whether the scenario, with these settings, compares targets by a metric.
    boolean compares(Metric metric);

    /// Leaves a figure that is shown and not compared, such as `heap_bytes_at_1000`.
    void detail(String id, double value);

    /// Says what the fork does now.
    void phase(String name);

    /// Leaves a remark that the report shows with this target.
    void note(String remark);
}
