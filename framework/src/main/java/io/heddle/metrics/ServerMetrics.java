package io.heddle.metrics;

import io.heddle.AcceptFailure;
import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.RejectReason;
import io.heddle.Rejection;
import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import io.heddle.TimeoutPhase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The meters of a server, on Micrometer. One object serves one server; the meters are registered
/// when it starts and removed when it has stopped.
///
/// | meter | kind | tags beside `server.name` | counts |
/// |---|---|---|---|
/// | `heddle.connections.current` | gauge | | open connections, waiting ones too |
/// | `heddle.connections.accepted` | counter | | connections whose handler was called |
/// | `heddle.connections.rejected` | counter | `reason` | peers turned away |
/// | `heddle.connections.closed` | counter | `reason` | connections that ended |
/// | `heddle.connections.failed` | counter | | handlers that threw |
/// | `heddle.connections.timeouts` | counter | `phase` | soft limits that were over |
/// | `heddle.connections.duration` | timer | | from accept to end |
/// | `heddle.bytes.in`, `heddle.bytes.out` | counter, bytes | | as they flow |
/// | `heddle.accept.errors` | counter | `kind` | failures to accept |
///
/// The tags take their values from enums in lower case, so their number is fixed; the peer's
/// address is never among them.
public final class ServerMetrics implements ServerObserver {

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
        this.acceptErrors =
                counters(
                        AcceptFailure.class, kind -> counter("heddle.accept.errors", "kind", kind));
    }

    @Override
    public void started(SocketServer server) {
        keep(
                Gauge.builder("heddle.connections.current", server, SocketServer::connections)
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

    @Override
    public synchronized void stopped(SocketServer server) {
        meters.forEach(registry::remove);
        meters.clear();
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
        return keep(
                Counter.builder(name)
                        .tags(tags)
                        .tag(tag, value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .register(registry));
    }

    private synchronized <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }
}
