package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.measure.Injection;
import io.heddle.loadtest.measure.WindowRecorder;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.Tick;
import io.heddle.loadtest.result.WindowResult;
import io.heddle.loadtest.scenario.Settings;
import io.heddle.loadtest.scenario.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One fork: runs the loads that its scenario asks for, and keeps what they found.
///
/// Used by one thread.
final class ServerTrial implements Trial, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Plan plan;
    private final Server server;
    private final Starter starter;
    private final OptionalDouble slowestRate;
    private final ComparisonObserver observer;
    private final Set<String> metricIds;
    private final WindowRecorder recorder;

    private final IdentityHashMap<LoadClient, LoadSpec> loads = new IdentityHashMap<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<WindowResult> windows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<Tick> warmUp = List.of();
    private double warmUpSeconds;
    private @Nullable Boolean steady;

    /// Starts servers of the trial's kind.
    interface Starter {
        Server start() throws IOException, InterruptedException;

        Endpoint endpoint(Server server);
    }

    /// @param slowestRate the largest rate of the slowest target; empty while the pilot looks for
    ///   it
    ServerTrial(
            Plan plan,
            Server server,
            Starter starter,
            OptionalDouble slowestRate,
            ComparisonObserver observer) {
        this.plan = plan;
        this.server = server;
        this.starter = starter;
        this.slowestRate = slowestRate;
        this.observer = observer;
        metricIds =
                plan.scenario().metrics(plan.settings()).stream()
                        .map(Metric::id)
                        .collect(Collectors.toSet());
        recorder = new WindowRecorder(server, INTERVAL, observer::tick);
    }

    /// Counts this process as ours when it is asked who else used the machine.
    void countAsOurs(long pid) {
        recorder.countAsOurs(List.of(pid));
    }

    @Override
    public Settings settings() {
        return plan.settings();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Endpoint endpoint(Server anyServer) {
        return starter.endpoint(anyServer);
    }

    @Override
    public EngineOptions engine() {
        return plan.engine();
    }

    @Override
    public LoadClient open(LoadSpec load) throws IOException, InterruptedException {
        loads.keySet().removeIf(LoadClient::isClosed);
        var client = LoadClient.open(load);
        loads.put(client, load);
        return client;
    }

    @Override
    public void warmUp(LoadClient load) throws IOException, InterruptedException {
        var result =
                recorder.warmUp(
                        load, plan.settings().warmUpAtLeast(), plan.settings().warmUpAtMost());
        warmUp = result.ticks();
        warmUpSeconds = result.seconds();
        steady = result.steady();
    }

    @Override
    public WindowResult measure(String label, LoadClient load, Arrivals arrivals, Duration length)
            throws IOException, InterruptedException {
        load.arrive(arrivals);
        var spec = Objects.requireNonNull(loads.get(load), "opened by this trial");
        var window = recorder.record(label, load, spec.withArrivals(arrivals), length, steady);
        windows.add(window);
        return window;
    }

    @Override
    public OptionalDouble rate(double share) {
        return slowestRate.isPresent()
                ? OptionalDouble.of(slowestRate.getAsDouble() * share)
                : OptionalDouble.empty();
    }

    @Override
    public void figure(String metricId, double value) {
        if (!metricIds.contains(metricId)) {
            throw new IllegalArgumentException(
                    "scenario %s has no metric '%s'".formatted(plan.scenario().id(), metricId));
        }
        figures.put(metricId, value);
    }

    @Override
    public boolean compares(Metric metric) {
        return metricIds.contains(metric.id());
    }

    @Override
    public void detail(String id, double value) {
        figures.put(id, value);
    }

    @Override
    public void freeze(Duration at, Duration length) {
        recorder.inject(List.of(new Injection(at, length)), this::note);
    }

    @Override
    public Server startAnother() throws IOException, InterruptedException {
        return starter.start();
    }

    @Override
    public void phase(String name) {
        observer.phase(name);
    }

    @Override
    public void note(String remark) {
        notes.add(remark);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    ForkResult result(int block, int position, String startedAt, Map<String, String> settings) {
        return new ForkResult(
                block,
                position,
                startedAt,
                steady == null || steady,
                warmUpSeconds,
                new LinkedHashMap<>(figures),
                new HashMap<>(settings),
                List.copyOf(windows),
                warmUp);
    }

    /// Closes the loads that are still open, without leaving ports in TIME_WAIT.
    @Override
    public void close() {
        loads.keySet().forEach(LoadClient::abort);
        loads.clear();
    }
}
