package io.heddle.metrics;

import io.heddle.AcceptFailure;
import io.heddle.Alarm;
import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ListenerSnapshot;
import io.heddle.RejectReason;
import io.heddle.Rejection;
import io.heddle.ServerObserver;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.Stall;
import io.heddle.TimeoutPhase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The meters of a server, on Micrometer. One object serves one server; the meters are registered
/// when it starts and removed when it has stopped.
///
/// | meter | kind | tags beside `server.name` | counts |
/// |---|---|---|---|
/// | `heddle.server.ready` | gauge | | 1 while new peers are welcome, else 0 |
/// | `heddle.connections.current` | gauge | | open connections, waiting ones too |
/// | `heddle.connections.limit` | gauge | | how many there may be |
/// | `heddle.connections.queued` | gauge | | peers that wait in the queue at the limit |
/// | `heddle.connections.accepted` | counter | | connections whose handler was called |
/// | `heddle.connections.rejected` | counter | `reason` | peers turned away |
/// | `heddle.connections.closed` | counter | `reason` | connections that ended |
/// | `heddle.connections.failed` | counter | | handlers that threw |
/// | `heddle.connections.timeouts` | counter | `phase` | soft limits that were over |
/// | `heddle.connections.duration` | timer | | from accept to end |
/// | `heddle.handlers.duration` | timer | | from a handler's beginning to its end, waits included |
/// | `heddle.handshakes` | timer | `outcome` | handshakes, `completed` or `failed` |
/// | `heddle.bytes.in`, `heddle.bytes.out` | counter, bytes | | as they flow |
/// | `heddle.accept.errors` | counter | `kind` | failures to accept |
/// | `heddle.alarms` | counter | `alarm` | alarms that rang |
/// | `heddle.drain.connections` | counter | `outcome` | at a shutdown: `drained` or `forced` |
/// | `heddle.stalls` | counter | `kind` | what the watchdog found |
/// | `heddle.timer.lag` | gauge, seconds | | how late timers were called last |
/// | `heddle.observers.failed` | counter | | observers that threw or block, this one excepted |
///
/// The tags take their values from enums in lower case and from the names of alarms, of which the
/// first 64 count, so their number is bounded; the peer's address is never among them.
public final class ServerMetrics implements ServerObserver {

    private static final int MOST_ALARMS = 64;

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>(); // guarded by this

    private final Counter accepted;
    private final Counter failed;
    private final Timer duration;
    private final Map<RejectReason, Counter> rejected;
    private final Map<CloseReason, Counter> closed;
    private final Map<TimeoutPhase, Counter> timeouts;
    private final Map<AcceptFailure, Counter> acceptErrors;
    private final Map<Stall.Kind, Counter> stalls;
    private final Map<String, Counter> alarms = new HashMap<>(); // guarded by this
    private final Timer handlers;
    private final Timer handshakesCompleted;
    private final Timer handshakesFailed;
    private final Counter drained;
    private final Counter forced;
    private final Counter observersFailed;

    /// @param registry where the meters go
    /// @param serverName the value of the tag `server.name`
    public ServerMetrics(MeterRegistry registry, String serverName) {
        this.registry = registry;
        this.tags = Tags.of("server.name", serverName);
        this.accepted =
                keep(Counter.builder("heddle.connections.accepted").tags(tags).register(registry));
        this.failed =
                keep(Counter.builder("heddle.connections.failed").tags(tags).register(registry));
        this.duration =
                keep(Timer.builder("heddle.connections.duration").tags(tags).register(registry));
        this.rejected =
                counters(
                        RejectReason.class,
                        reason -> counter("heddle.connections.rejected", "reason", reason));
        this.closed =
                counters(
                        CloseReason.class,
                        reason -> counter("heddle.connections.closed", "reason", reason));
        this.timeouts =
                counters(
                        TimeoutPhase.class,
                        phase -> counter("heddle.connections.timeouts", "phase", phase));
        this.stalls = counters(Stall.Kind.class, kind -> counter("heddle.stalls", "kind", kind));
        this.handlers =
                keep(Timer.builder("heddle.handlers.duration").tags(tags).register(registry));
        this.handshakesCompleted = handshakes("completed");
        this.handshakesFailed = handshakes("failed");
        this.drained = counter("heddle.drain.connections", "outcome", "drained");
        this.forced = counter("heddle.drain.connections", "outcome", "forced");
        this.observersFailed =
                keep(Counter.builder("heddle.observers.failed").tags(tags).register(registry));
        this.acceptErrors =
                counters(
                        AcceptFailure.class, kind -> counter("heddle.accept.errors", "kind", kind));
    }

    @Override
    public void started(SocketServer server) {
        gauge("heddle.server.ready", server, running -> running.isReady() ? 1 : 0);
        gauge("heddle.connections.current", server, SocketServer::connections);
        gauge("heddle.connections.limit", server, running -> running.limits().maxConnections());
        gauge("heddle.connections.queued", server, ServerMetrics::queued);
        keep(
                TimeGauge.builder(
                                "heddle.timer.lag",
                                server,
                                TimeUnit.NANOSECONDS,
                                running -> running.timerLag().toNanos())
                        .tags(tags)
                        .register(registry));
        keep(
                FunctionCounter.builder("heddle.bytes.in", server, SocketServer::bytesIn)
                        .tags(tags)
                        .baseUnit("bytes")
                        .register(registry));
        keep(
                FunctionCounter.builder("heddle.bytes.out", server, SocketServer::bytesOut)
                        .tags(tags)
                        .baseUnit("bytes")
                        .register(registry));
    }

    private static double queued(SocketServer server) {
        return server.snapshot(0).listeners().stream().mapToInt(ListenerSnapshot::queued).sum();
    }

    private void gauge(String name, SocketServer server, ToDoubleFunction<SocketServer> value) {
        keep(Gauge.builder(name, server, value).tags(tags).register(registry));
    }

    private Timer handshakes(String outcome) {
        return keep(
                Timer.builder("heddle.handshakes")
                        .tags(tags)
                        .tag("outcome", outcome)
                        .register(registry));
    }

    @Override
    public synchronized void stopped(SocketServer server) {
        meters.forEach(registry::remove);
        meters.clear();
        alarms.clear();
    }

    @Override
    public void accepted(Connection connection) {
        accepted.increment();
    }

    @Override
    public void rejected(Rejection rejection) {
        count(rejected, rejection.reason(), 1);
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        failed.increment();
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        count(timeouts, phase, 1);
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        count(closed, reason, 1);
        duration.record(connection.age());
    }

    @Override
    public void acceptFailed(String listener, AcceptFailure kind, long failures, Throwable cause) {
        count(acceptErrors, kind, failures);
    }

    @Override
    public void handled(Connection connection, Duration took) {
        handlers.record(took);
    }

    @Override
    public void handshaken(Connection connection, Duration took, @Nullable Throwable failure) {
        (failure == null ? handshakesCompleted : handshakesFailed).record(took);
    }

    @Override
    public void drained(SocketServer server, ShutdownReport report) {
        drained.increment(report.drained());
        forced.increment(report.forced().size());
    }

    @Override
    public void stalled(SocketServer server, Stall stall) {
        count(stalls, stall.kind(), 1);
    }

    @Override
    public void observerFailed(ServerObserver observer, @Nullable Throwable failure) {
        observersFailed.increment();
    }

    @Override
    public synchronized void alarmed(SocketServer server, Alarm alarm, int connections) {
        if (alarms.size() < MOST_ALARMS || alarms.containsKey(alarm.name())) {
            alarms.computeIfAbsent(alarm.name(), name -> counter("heddle.alarms", "alarm", name))
                    .increment();
        }
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E value, long times) {
        Counter counter = counters.get(value);
        if (counter != null) {
            counter.increment((double) times);
        }
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(
            Class<E> values, Function<E, Counter> make) {
        Map<E, Counter> counters = new EnumMap<>(values);
        for (E value : values.getEnumConstants()) {
            counters.put(value, make.apply(value));
        }
        return counters;
    }

    private Counter counter(String name, String tag, Enum<?> value) {
        return counter(name, tag, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private Counter counter(String name, String tag, String value) {
        return keep(Counter.builder(name).tags(tags).tag(tag, value).register(registry));
    }

    private synchronized <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }
}
