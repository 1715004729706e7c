package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a recording says, read back from its file.
class FlightRecorderObserverTest {

    private static final String SERVER = "recorded";

    /// Not the name of any server, so that what a test tells it stands alone.
    private static final String TOLD = "told";

    private static final Duration TOOK = Duration.ofMillis(1234);
    private static final Set<String> OF_THE_JDK =
            Set.of("startTime", "duration", "eventThread", "stackTrace");

    private final FlightRecorderObserver observer = new FlightRecorderObserver(TOLD);

    @BeforeAll
    static void announceEvents() {
        WarmUp.once(); // as the first server of a process does
    }

    private static ServerConfig recorded(ServerConfig config) {
        return config.withName(SERVER);
    }

    private static SocketServer start(ConnectionHandler handler) throws IOException {
        return SocketServer.start(recorded(Servers.config()), handler);
    }

    /// Serves one peer with a handler that tells the observer something about its connection.
    ///
    /// @return the connection
    private static Connection withConnection(ConnectionHandler telling) throws Exception {
        var probe = Probe.doing(telling);
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
            probe.result();
            return probe.connection();
        }
    }

    private static Map<String, Object> fields(RecordedEvent event) {
        Map<String, Object> fields = new TreeMap<>();
        event.getFields().stream()
                .map(ValueDescriptor::getName)
                .filter(name -> !OF_THE_JDK.contains(name))
                .forEach(name -> fields.put(name, event.getValue(name)));
        return fields;
    }

    private static RecordedEvent only(String name, List<RecordedEvent> events) {
        List<RecordedEvent> found =
                events.stream()
                        .filter(event -> event.getEventType().getName().equals(name))
                        .toList();
        assertEquals(1, found.size(), () -> name + " among " + events);
        return found.getFirst();
    }

    @Test
    void saysHowConnectionEnded() throws Exception {
        try (var recording = FlightRecording.start()) {
            InetSocketAddress address;
            ConnectionHandler reply =
                    connection -> {
                        connection.input().readExactly(6);
                        connection.output().write(new byte[9]);
                    };
            try (var server = start(reply);
                    var peer = TestPeer.connect(server)) {
                address = peer.address();
                peer.send("hello!").receiveAll();
            }

            RecordedEvent event = only("io.heddle.Connection", recording.stop(SERVER));

            String listener = Servers.config().listeners().getFirst().name();
            assertEquals(listener, event.getString("listener"));
            assertEquals(1, event.getLong("id"));
            assertEquals(Addresses.print(address), event.getString("peer"));
            assertTrue(event.getDuration("age").isPositive());
            assertEquals(6, event.getLong("bytesIn"));
            assertEquals(9, event.getLong("bytesOut"));
            assertEquals("COMPLETED", event.getString("reason"));
            assertEquals("connection-1", event.getThread().getJavaName());
            assertNull(event.getStackTrace());
        }
    }

    @Test
    void saysWhyConnectionEnded() throws Exception {
        try (var recording = FlightRecording.start()) {
            try (var server = start(Servers::abortWhenAsked);
                    var peer = TestPeer.connect(server)) {
                peer.send("?").expectReset();
            }

            RecordedEvent event = only("io.heddle.Connection", recording.stop(SERVER));

            assertEquals("ABORTED", event.getString("reason"));
        }
    }

    @Test
    void saysHowLongHandlerRan() throws Exception {
        try (var recording = FlightRecording.start()) {
            withConnection(connection -> {
                observer.handled(connection, TOOK);
                observer.closed(connection, CloseReason.COMPLETED);
            });

            RecordedEvent event = only("io.heddle.Connection", recording.stop(TOLD));

            assertEquals(TOOK, event.getDuration("handlerTime"));
        }
    }

    @Test
    void doesNotKnowHandlerThatReturnedBeforeTheRecordingBegan() throws Exception {
        try (var recording = FlightRecording.start()) {
            withConnection(connection -> observer.closed(connection, CloseReason.COMPLETED));

            RecordedEvent event = only("io.heddle.Connection", recording.stop(TOLD));

            assertEquals(Long.MIN_VALUE, event.getLong("handlerTime"));
        }
    }

    @Test
    void saysHowHandshakesWent() throws Exception {
        try (var recording = FlightRecording.start()) {
            Connection of =
                    withConnection(connection -> {
                        observer.handshaken(connection, TOOK, null);
                        observer.handshaken(connection, TOOK, new IOException("no"));
                    });

            List<RecordedEvent> events = recording.stop(TOLD);

            assertEquals(2, events.size());
            for (RecordedEvent event : events) {
                assertEquals("io.heddle.Handshake", event.getEventType().getName());
                assertEquals(
                        Map.of(
                                "server", TOLD,
                                "id", of.id(),
                                "peer", Addresses.print(of.peerAddress()),
                                "took", TOOK.toNanos(),
                                "failed", event == events.getLast()),
                        fields(event));
            }
        }
    }

    @Test
    void saysWhatKeptListenerFromAccepting() {
        try (var recording = FlightRecording.start()) {
            observer.acceptFailed(
                    "web", AcceptFailure.DESCRIPTORS, 3, new IOException("Too many open files"));

            RecordedEvent event = only("io.heddle.AcceptError", recording.stop(TOLD));

            assertEquals(
                    Map.of(
                            "server", TOLD,
                            "listener", "web",
                            "kind", "DESCRIPTORS",
                            "failures", 3L,
                            "message", "java.io.IOException: Too many open files"),
                    fields(event));
        }
    }

    @Test
    void saysWhoWasTurnedAway() {
        var peer = new InetSocketAddress("192.0.2.7", 4711);
        try (var recording = FlightRecording.start()) {
            observer.rejected(new Rejection("web", peer, RejectReason.LIMIT, null));

            RecordedEvent event = only("io.heddle.Rejection", recording.stop(TOLD));

            assertEquals(
                    Map.of(
                            "server", TOLD,
                            "listener", "web",
                            "peer", "192.0.2.7:4711",
                            "reason", "LIMIT"),
                    fields(event));
        }
    }

    @Test
    void saysThatSomebodyWasTurnedAwayWhoIsGone() {
        try (var recording = FlightRecording.start()) {
            var gone = new IOException("gone");
            observer.rejected(new Rejection("web", null, RejectReason.SETUP_FAILED, gone));

            RecordedEvent event = only("io.heddle.Rejection", recording.stop(TOLD));

            assertNull(event.getString("peer"));
            assertEquals("SETUP_FAILED", event.getString("reason"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoIsOverWhichLimit(PeerStall stall) throws Exception {
        Probe<Void> probe = stall.probe();
        ServerConfig config = Servers.configWithSmallBuffers().withTimeouts(stall.timeouts());
        try (var recording = FlightRecording.start();
                var server = VirtualServer.start(recorded(config), probe)) {
            TestPeer peer = stall.stall(server, probe);

            server.advance(PeerStall.LIMIT).advanceTick();
            server.awaitTimedOut();

            List<RecordedEvent> events = recording.stop(SERVER);
            String address = Addresses.print(peer.address());
            assertEquals(
                    Map.of(
                            "server",
                            SERVER,
                            "id",
                            1L,
                            "peer",
                            address,
                            "phase",
                            stall.phase().name(),
                            "limit",
                            PeerStall.LIMIT.toNanos()),
                    fields(only("io.heddle.Timeout", events)));
            if (stall.isOfWrites() || stall == PeerStall.READ_RATE) {
                Connection connection = probe.connection();
                assertEquals(
                        Map.of(
                                "server",
                                SERVER,
                                "id",
                                1L,
                                "peer",
                                address,
                                "phase",
                                stall.phase().name(),
                                "bytesIn",
                                connection.bytesIn(),
                                "bytesOut",
                                connection.bytesOut()),
                        fields(only("io.heddle.SlowPeer", events)));
            } else {
                assertFalse(names(events).contains("io.heddle.SlowPeer"));
            }
        }
    }

    @Test
    void copesWithLimitThatWasSwitchedOffMeanwhile() throws Exception {
        try (var recording = FlightRecording.start()) {
            withConnection(connection -> {
                connection.timeouts(Timeouts.OFF);
                observer.timedOut(connection, TimeoutPhase.IDLE);
            });

            RecordedEvent event = only("io.heddle.Timeout", recording.stop(TOLD));

            assertEquals(Long.MAX_VALUE, event.getLong("limit"));
        }
    }

    @Test
    void saysWhatShutdownCameTo() throws Exception {
        try (var recording = FlightRecording.start();
                var server = Servers.echo()) {
            observer.drained(server, new ShutdownReport(TOOK, 3, forced(2), 1));

            RecordedEvent event = only("io.heddle.Drain", recording.stop(TOLD));

            assertEquals(
                    Map.of(
                            "server", TOLD,
                            "took", TOOK.toNanos(),
                            "drained", 3,
                            "forced", 2,
                            "open", 1),
                    fields(event));
        }
    }

    private static List<ShutdownReport.Forced> forced(int count) {
        var snapshot =
                new ConnectionSnapshot(
                        1,
                        "web",
                        TestPeer.loopback(1),
                        ConnectionPhase.READING,
                        TOOK,
                        TOOK,
                        0,
                        0,
                        null,
                        null,
                        "",
                        List.of());
        return Collections.nCopies(count, new ShutdownReport.Forced(snapshot, List.of()));
    }

    @Test
    void writesNothingThatIsSwitchedOff() throws Exception {
        try (var recording = FlightRecording.without(registered().keySet())) {
            try (var server = start(Servers.ECHO);
                    var peer = TestPeer.connect(server)) {
                peer.echo("hello");
                observer.drained(server, new ShutdownReport(TOOK, 0, List.of(), 0));
            }
            withConnection(connection -> {
                observer.handled(connection, TOOK);
                observer.handshaken(connection, TOOK, null);
                observer.timedOut(connection, TimeoutPhase.WRITE);
            });
            observer.acceptFailed("web", AcceptFailure.OTHER, 1, new IOException());
            observer.rejected(new Rejection("web", null, RejectReason.LIMIT, null));

            assertEquals(List.of(), recording.stop());
        }
    }

    @Test
    void hasTheseEventsAndFields() {
        assertEquals(
                """
                io.heddle.AcceptError: listener String, kind String, failures long, \
                message String, server String
                io.heddle.Connection: listener String, id long, peer String, age long, \
                handlerTime long, bytesIn long, bytesOut long, reason String, server String
                io.heddle.Drain: took long, drained int, forced int, open int, server String
                io.heddle.Handshake: id long, peer String, took long, failed boolean, \
                server String
                io.heddle.Rejection: listener String, peer String, reason String, server String
                io.heddle.SlowPeer: id long, peer String, phase String, bytesIn long, \
                bytesOut long, server String
                io.heddle.Timeout: id long, peer String, phase String, limit long, \
                server String\
                """,
                registered().entrySet().stream()
                        .map(event -> event.getKey() + ": " + print(event.getValue()))
                        .collect(Collectors.joining("\n")));
    }

    private static String print(List<ValueDescriptor> fields) {
        return fields.stream()
                .map(field -> field.getName() + " " + simpleName(field.getTypeName()))
                .collect(Collectors.joining(", "));
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /// The fields of all events, without those that the JDK gives to each.
    static Map<String, List<ValueDescriptor>> registered() {
        Map<String, List<ValueDescriptor>> events = new TreeMap<>();
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith(FlightRecording.PREFIX))
                .forEach(type ->
                        events.put(
                                type.getName(),
                                type.getFields().stream()
                                        .filter(field -> !OF_THE_JDK.contains(field.getName()))
                                        .toList()));
        return events;
    }

    private static Set<String> names(List<RecordedEvent> events) {
        return events.stream()
                .map(event -> event.getEventType().getName())
                .collect(Collectors.toSet());
    }
}
