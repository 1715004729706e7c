package io.heddle.metrics;

import io.heddle.udp.DatagramObserver;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramSession;
import io.heddle.udp.DropReason;
import io.heddle.udp.SessionEnd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The meters of a datagram server, on Micrometer. One object serves one server; the meters are
/// registered when it starts and removed when it has stopped.
///
/// | meter | kind | tags beside `server.name` | is or counts |
/// |---|---|---|---|
/// | `heddle.datagrams.received` | counter | | datagrams that came, dropped ones too |
/// | `heddle.datagrams.sent` | counter | | datagrams that were sent |
/// | `heddle.datagrams.bytes.in`, `heddle.datagrams.bytes.out` | counter, bytes | | what they carried |
/// | `heddle.datagrams.dropped` | counter | `reason` | datagrams that reached no handler |
/// | `heddle.datagrams.waiting` | gauge, bytes | | what waits for handlers and in mailboxes |
/// | `heddle.datagrams.failed` | counter | | handlers that threw |
/// | `heddle.datagrams.errors` | counter | | failures to receive |
/// | `heddle.sessions.current` | gauge | | sessions |
/// | `heddle.sessions.opened` | counter | | sessions that began |
/// | `heddle.sessions.closed` | counter | `reason` | sessions that ended |
///
/// The tags take their values from enums in lower case; a peer's address is never among them.
public final class DatagramMetrics implements DatagramObserver {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>(); // guarded by this
    private final Counter failed;
    private final Counter errors;
    private final Counter opened;
    private final Map<SessionEnd, Counter> closed = new EnumMap<>(SessionEnd.class); // filled once

    /// @param registry where the meters go
    /// @param serverName the value of the tag `server.name`
    public DatagramMetrics(MeterRegistry registry, String serverName) {
        this.registry = registry;
        this.tags = Tags.of("server.name", serverName);
        this.failed = counter("heddle.datagrams.failed", tags);
        this.errors = counter("heddle.datagrams.errors", tags);
        this.opened = counter("heddle.sessions.opened", tags);
        for (SessionEnd end : SessionEnd.values()) {
            closed.put(end, counter("heddle.sessions.closed", tags.and("reason", label(end))));
        }
    }

    @Override
    public void started(DatagramServer server) {
        counter("heddle.datagrams.received", server, DatagramServer::received, null);
        counter("heddle.datagrams.sent", server, DatagramServer::sent, null);
        counter("heddle.datagrams.bytes.in", server, DatagramServer::bytesIn, "bytes");
        counter("heddle.datagrams.bytes.out", server, DatagramServer::bytesOut, "bytes");
        for (DropReason reason : DropReason.values()) {
            keep(
                    FunctionCounter.builder(
                                    "heddle.datagrams.dropped",
                                    server,
                                    running -> running.dropped(reason))
                            .tags(tags.and("reason", label(reason)))
                            .register(registry));
        }
        keep(
                Gauge.builder("heddle.datagrams.waiting", server, DatagramServer::waitingBytes)
                        .tags(tags)
                        .baseUnit("bytes")
                        .register(registry));
        keep(
                Gauge.builder(
                                "heddle.sessions.current",
                                server,
                                running -> running.sessions().size())
                        .tags(tags)
                        .register(registry));
    }

    @Override
    public synchronized void stopped(DatagramServer server) {
        meters.forEach(registry::remove);
        meters.clear();
    }

    @Override
    public void failed(DatagramServer server, InetSocketAddress peer, Throwable failure) {
        failed.increment();
    }

    @Override
    public void receiveFailed(
            DatagramServer server, InetSocketAddress address, long failures, Throwable cause) {
        errors.increment((double) failures);
    }

    @Override
    public void opened(DatagramSession session) {
        opened.increment();
    }

    @Override
    public void closed(DatagramSession session, SessionEnd end) {
        Counter counter = closed.get(end);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Counter counter(String name, Tags of) {
        return keep(Counter.builder(name).tags(of).register(registry));
    }

    private void counter(
            String name,
            DatagramServer server,
            ToDoubleFunction<DatagramServer> count,
            @Nullable String unit) {
        keep(
                FunctionCounter.builder(name, server, count)
                        .tags(tags)
                        .baseUnit(unit)
                        .register(registry));
    }

    private synchronized <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }
}
