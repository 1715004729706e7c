package io.heddle.metrics;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.AddressLimits;
import io.heddle.AtLimit;
import io.heddle.Connection;
import io.heddle.Crowd;
import io.heddle.Limits;
import io.heddle.Servers;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The meters against those who count from outside, whatever happens to connections.
/// `-Dheddle.connections=100000` makes it so many.
@Timeout(900)
class MetricsTruthTest {

    private static final int CONNECTIONS = Integer.getInteger("heddle.connections", 2_000);
    private static final int CROWD = 4;
    private static final int TURNED_AWAY = CONNECTIONS / 20; // for each of two reasons
    private static final int IDLE = 30;
    private static final int STUCK = 3;
    private static final int ONE_IN_SO_MANY_TIMES_OUT = 50; // as it takes its time
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration GRACE = Duration.ofSeconds(3); // for those at rest: ample

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Map<String, Double> last = new ConcurrentHashMap<>(); // when meters were removed
    private final Outsider outside = new Outsider();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void countWhatAnOutsiderCounts() throws Exception {
        registry.config().onMeterRemoved(meter -> last.put(name(meter), value(meter)));
        var server =
                SocketServer.start(
                        Servers.config().withObserver(new ServerMetrics(registry, "truth")),
                        this::handle);
        int meters = registry.getMeters().size();
        try (server) {
            Crowd.of(CROWD, member -> outside.comeAndGo(server, new Random(member)));
            turnAway(server);
            eventually().until(() -> server.connections() == 0);
            assertEquals(0, registry.get("heddle.connections.current").gauge().value());
            stop(server);
        }
        eventually().until(() -> last.size() >= meters); // removed by another thread

        assertEquals(outside.connected.get(), count("heddle.connections.accepted"));
        assertEquals(outside.connected.get(), count("heddle.connections.duration"));
        assertEquals(outside.connected.get(), count("heddle.handlers.duration"));
        assertEquals(outside.failed.get(), count("heddle.connections.failed"));
        assertEquals(outside.completed.get(), closed("completed"));
        assertEquals(outside.reset.get(), closed("peer-reset"));
        assertEquals(outside.failed.get(), closed("handler-failed"));
        assertEquals(outside.aborted.get(), closed("aborted"));
        assertEquals(outside.cutOff.get(), closed("peer-closed"));
        assertEquals(outside.timedOut.get(), closed("timed-out"));
        assertEquals(IDLE, closed("drained"));
        assertEquals(STUCK, closed("server-closed"));
        assertEquals(outside.timedOut.get(), count("heddle.connections.timeouts", "phase", "idle"));
        assertEquals(TURNED_AWAY, count("heddle.connections.rejected", "reason", "limit"));
        assertEquals(TURNED_AWAY, count("heddle.connections.rejected", "reason", "address-limit"));
        assertEquals(IDLE, count("heddle.drain.connections", "outcome", "drained"));
        assertEquals(STUCK, count("heddle.drain.connections", "outcome", "forced"));
        assertEquals(outside.sent.get(), count("heddle.bytes.in"));
        assertEquals(outside.received.get(), count("heddle.bytes.out"));
    }

    private void handle(Connection connection) throws IOException, InterruptedException {
        for (int b = connection.input().read(); b >= 0; b = connection.input().read()) {
            switch (b) {
                case 'F' -> throw new IllegalStateException("on purpose");
                case 'A' -> connection.abort();
                case 'N' -> connection.input().readExactly(100);
                case 'T' -> connection.timeouts(connection.timeouts().withIdle(SHORT));
                case 'S' -> never.await();
                default -> connection.output().write(b);
            }
        }
    }

    /// While there is no place for anybody else, and then no second one for this address.
    private void turnAway(SocketServer server) throws InterruptedException {
        try (var occupant = outside.connect(server)) {
            eventually().until(() -> server.connections() == 1); // who was before has gone
            Limits one =
                    Limits.DEFAULT.withMaxConnections(1).withAtLimit(AtLimit.reject("no place"));
            turnAway(server, one);
            AddressLimits onePerAddress = AddressLimits.UNLIMITED.withPerAddress(1);
            turnAway(server, one.withMaxConnections(2).withAddresses(onePerAddress));
            server.limits(Limits.DEFAULT);
            occupant.halfClose().expectEnd();
            outside.completed.incrementAndGet();
        }
    }

    private static void turnAway(SocketServer server, Limits limits) throws InterruptedException {
        server.limits(limits);
        var next = new AtomicInteger();
        Crowd.of(
                CROWD,
                _ -> {
                    while (next.getAndIncrement() < TURNED_AWAY) {
                        TestPeer.connect(server).expect("no place").expectEnd().leave();
                    }
                });
    }

    /// With some at rest, and some whose handlers do not come to an end.
    private void stop(SocketServer server) throws InterruptedException {
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < IDLE + STUCK; i++) {
            peers.add(outside.connect(server));
        }
        peers.subList(0, STUCK).forEach(peer -> outside.send(peer, "S"));
        eventually().until(() -> server.bytesIn() == outside.sent.get());
        var report = new AtomicReference<ShutdownReport>();
        Crowd.of(
                peers.size() + 1,
                member -> {
                    if (member == peers.size()) {
                        report.set(server.shutdown(GRACE));
                    } else {
                        peers.get(member).expectEnd().leave();
                    }
                });
        assertEquals(IDLE, report.get().drained());
        assertEquals(STUCK, report.get().forced().size());
    }

    private static String name(Meter meter) {
        return name(
                meter.getId().getName(),
                meter.getId().getTags().stream()
                        .filter(tag -> !tag.getKey().equals("server.name"))
                        .toList());
    }

    private static String name(String name, List<Tag> tags) {
        return name + tags;
    }

    private static double value(Meter meter) {
        for (var measurement : meter.measure()) {
            if (measurement.getStatistic() == Statistic.COUNT) {
                return measurement.getValue();
            }
        }
        return Double.NaN;
    }

    private long closed(String reason) {
        return count("heddle.connections.closed", "reason", reason);
    }

    private long count(String name, String... tag) {
        List<Tag> tags = tag.length == 0 ? List.of() : List.of(Tag.of(tag[0], tag[1]));
        return Objects.requireNonNull(last.get(name(name, tags))).longValue();
    }

    /// Counts what it does.
    private static final class Outsider {

        private final AtomicInteger connected = new AtomicInteger();
        private final AtomicInteger completed = new AtomicInteger();
        private final AtomicInteger reset = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger aborted = new AtomicInteger();
        private final AtomicInteger cutOff = new AtomicInteger();
        private final AtomicInteger timedOut = new AtomicInteger();
        private final AtomicLong sent = new AtomicLong();
        private final AtomicLong received = new AtomicLong();

        void comeAndGo(SocketServer server, Random random) {
            for (int i = 0; i < CONNECTIONS / CROWD; i++) {
                boolean timesOut = random.nextInt(ONE_IN_SO_MANY_TIMES_OUT) == 0;
                comeAndGo(server, timesOut ? 5 : random.nextInt(5));
            }
        }

        TestPeer connect(SocketServer server) {
            TestPeer peer = TestPeer.connect(server).echo("x");
            connected.incrementAndGet();
            sent.incrementAndGet();
            received.incrementAndGet();
            return peer;
        }

        TestPeer send(TestPeer peer, String one) {
            sent.incrementAndGet();
            return peer.send(one);
        }

        private void comeAndGo(SocketServer server, int way) {
            try (var peer = connect(server)) {
                switch (way) {
                    case 0 -> {
                        peer.halfClose().expectEnd();
                        completed.incrementAndGet();
                    }
                    case 1 -> {
                        peer.reset();
                        reset.incrementAndGet();
                    }
                    case 2 -> {
                        send(peer, "F").expectEnd();
                        failed.incrementAndGet();
                    }
                    case 3 -> {
                        send(peer, "A").expectReset();
                        aborted.incrementAndGet();
                    }
                    case 4 -> {
                        send(peer, "N").halfClose().expectEnd();
                        cutOff.incrementAndGet();
                    }
                    default -> {
                        send(peer, "T").expectEnd();
                        timedOut.incrementAndGet();
                    }
                }
            }
        }
    }
}
