package io.heddle.metrics;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.heddle.AcceptFailure;
import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.ListenerConfig;
import io.heddle.RejectReason;
import io.heddle.Rejection;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void hasTheseMetersAndNoOthers() throws Exception {
        try (var server = start(Servers.ECHO);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello");

            assertEquals(
                    """
                    heddle.accept.errors{kind=descriptors,server.name=golden} COUNTER
                    heddle.accept.errors{kind=memory,server.name=golden} COUNTER
                    heddle.accept.errors{kind=other,server.name=golden} COUNTER
                    heddle.bytes.in{server.name=golden} COUNTER
                    heddle.bytes.out{server.name=golden} COUNTER
                    heddle.connections.accepted{server.name=golden} COUNTER
                    heddle.connections.closed{reason=aborted,server.name=golden} COUNTER
                    heddle.connections.closed{reason=completed,server.name=golden} COUNTER
                    heddle.connections.closed{reason=drained,server.name=golden} COUNTER
                    heddle.connections.closed{reason=handler-failed,server.name=golden} COUNTER
                    heddle.connections.closed{reason=handshake-failed,server.name=golden} COUNTER
                    heddle.connections.closed{reason=interrupted,server.name=golden} COUNTER
                    heddle.connections.closed{reason=overloaded,server.name=golden} COUNTER
                    heddle.connections.closed{reason=peer-closed,server.name=golden} COUNTER
                    heddle.connections.closed{reason=peer-reset,server.name=golden} COUNTER
                    heddle.connections.closed{reason=protocol-error,server.name=golden} COUNTER
                    heddle.connections.closed{reason=server-closed,server.name=golden} COUNTER
                    heddle.connections.closed{reason=timed-out,server.name=golden} COUNTER
                    heddle.connections.current{server.name=golden} GAUGE
                    heddle.connections.duration{server.name=golden} TIMER
                    heddle.connections.failed{server.name=golden} COUNTER
                    heddle.connections.limit{server.name=golden} GAUGE
                    heddle.connections.queued{server.name=golden} GAUGE
                    heddle.connections.rejected{reason=address-limit,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=address-rate,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=descriptors,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=draining,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=limit,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=not-allowed,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=preamble,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=queue-timeout,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=setup-failed,server.name=golden} COUNTER
                    heddle.connections.rejected{reason=start-failed,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=first-byte,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=handler,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=handshake,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=idle,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=lifetime,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=preamble,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=read-rate,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=write,server.name=golden} COUNTER
                    heddle.connections.timeouts{phase=write-rate,server.name=golden} COUNTER
                    heddle.drain.connections{outcome=drained,server.name=golden} COUNTER
                    heddle.drain.connections{outcome=forced,server.name=golden} COUNTER
                    heddle.handlers.duration{server.name=golden} TIMER
                    heddle.handshakes{outcome=completed,server.name=golden} TIMER
                    heddle.handshakes{outcome=failed,server.name=golden} TIMER
                    heddle.observers.failed{server.name=golden} COUNTER
                    heddle.server.ready{server.name=golden} GAUGE
                    heddle.stalls{kind=handler,server.name=golden} COUNTER
                    heddle.stalls{kind=pinned,server.name=golden} COUNTER
                    heddle.stalls{kind=scheduler,server.name=golden} COUNTER
                    heddle.timer.lag{server.name=golden} GAUGE
                    """,
                    meters());
        }
    }

    private String meters() {
        return registry.getMeters().stream()
                .map(meter ->
                        meter.getId().getName()
                                + meter.getId().getTags().stream()
                                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                                        .collect(Collectors.joining(",", "{", "} "))
                                + meter.getId().getType()
                                + "\n")
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining());
    }

    private static void echoOrFail(Connection connection) throws IOException {
        for (int b = connection.input().read(); b >= 0; b = connection.input().read()) {
            switch (b) {
                case 'F' -> throw new IllegalStateException("on purpose");
                case 'A' -> connection.abort();
                case 'N' -> connection.input().readExactly(100);
                default -> connection.output().write(b);
            }
        }
    }

    @Test
    void showsConnectionsThatOnlyWait() throws Exception {
        try (var server = start(Servers.ECHO);
                var one = TestPeer.connect(server);
                var other = TestPeer.connect(server)) {
            one.echo("hello");
            other.echo("hello");

            assertEquals(2, registry.get("heddle.connections.current").gauge().value());
            assertEquals(10, bytes("heddle.bytes.in"));
            assertEquals(2, count("heddle.connections.accepted"));
        }
    }

    @Test
    void neverNamesThePeer() throws Exception {
        try (var server = start(ServerMetricsTest::echoOrFail);
                var peer = TestPeer.connect(server)) {
            peer.echo("x").send("F").expectEnd();

            assertFalse(meters().contains("127.0.0.1"));
            assertFalse(meters().contains(String.valueOf(peer.address().getPort())));
        }
    }

    @Test
    void countsFailuresToAcceptByKind() {
        var metrics = new ServerMetrics(registry, "golden");
        var cause = new IOException("Too many open files");

        metrics.acceptFailed("main", AcceptFailure.DESCRIPTORS, 7, cause);
        metrics.acceptFailed("main", AcceptFailure.DESCRIPTORS, 2, cause);
        metrics.rejected(new Rejection("main", null, RejectReason.SETUP_FAILED, cause));

        assertEquals(
                9,
                registry.get("heddle.accept.errors").tag("kind", "descriptors").counter().count());
        assertEquals(
                1,
                registry.get("heddle.connections.rejected")
                        .tag("reason", "setup-failed")
                        .counter()
                        .count());
    }

    @Test
    void goesWithTheServer() throws Exception {
        SocketServer server = start(Servers.ECHO);
        assertFalse(registry.getMeters().isEmpty());

        server.close();

        eventually().until(() -> registry.getMeters().isEmpty()); // told by another thread
    }

    private SocketServer start(ConnectionHandler handler) throws IOException {
        ListenerConfig second = ListenerConfig.on(TestPeer.loopback(0)).withName("second");
        return SocketServer.start(
                Servers.config()
                        .withName("golden")
                        .withListener(second)
                        .withObserver(new ServerMetrics(registry, "golden")),
                handler);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    private long bytes(String name) {
        return (long) registry.get(name).functionCounter().count();
    }
}
