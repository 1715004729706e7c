package io.heddle.metrics;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionObservationsTest {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() {
        registry.observationConfig()
                .observationHandler(
                        new ObservationHandler<Observation.Context>() {
                            @Override
                            public void onStop(Observation.Context context) {
                                stopped.add(context);
                            }

                            @Override
                            public boolean supportsContext(Observation.Context context) {
                                return true;
                            }
                        });
    }

    private SocketServer start(ConnectionHandler handler) throws Exception {
        return Servers.start(handler, new ConnectionObservations(registry));
    }

    private Observation.Context only() {
        eventually().until(() -> !stopped.isEmpty());
        return stopped.getLast();
    }

    @Test
    void connectionIsAnObservation() throws Exception {
        String peerAddress;
        try (var server = start(Servers.ECHO);
                var peer = TestPeer.connect(server)) {
            peerAddress = peer.address().toString();
            peer.send("hi").expect("hi");
            assertTrue(stopped.isEmpty());
            peer.leave();
            only();
        }

        Observation.Context context = only();

        assertEquals("heddle.connection", context.getName());
        assertEquals(
                Servers.config().listeners().getFirst().name(),
                context.getLowCardinalityKeyValue("listener").getValue());
        assertEquals("COMPLETED", context.getLowCardinalityKeyValue("reason").getValue());
        assertEquals(peerAddress, context.getHighCardinalityKeyValue("peer").getValue());
        assertNull(context.getError());
    }

    @Test
    void whatTheHandlerObservesIsPartOfIt() throws Exception {
        ConnectionHandler handler =
                connection -> Observation.createNotStarted("inner", registry).observe(() -> {});
        try (var server = start(handler);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
        }
        eventually().until(() -> stopped.size() == 2);

        Observation.Context inner = stopped.getFirst();

        assertEquals("inner", inner.getName());
        assertNotNull(inner.getParentObservation());
        assertEquals("heddle.connection", inner.getParentObservation().getContextView().getName());
    }

    @Test
    void failureOfTheHandlerIsItsError() throws Exception {
        ConnectionHandler handler =
                _ -> {
                    throw new IllegalStateException("on purpose");
                };
        try (var server = start(handler);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
            peer.leave();
            only();
        }

        Observation.Context context = only();

        assertEquals("HANDLER_FAILED", context.getLowCardinalityKeyValue("reason").getValue());
        assertEquals("on purpose", context.getError().getMessage());
    }

    @Test
    void registryThatHandlesNothingCostsNothing() throws Exception {
        var probe = new CopyOnWriteArrayList<Observation>();
        var observations = new ConnectionObservations(ObservationRegistry.NOOP);
        ConnectionHandler handler =
                (Connection connection) -> {
                    Observation current = registry.getCurrentObservation();
                    if (current != null) {
                        probe.add(current);
                    }
                };
        try (var server = Servers.start(handler, observations);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();
        }

        assertEquals(List.of(), probe);
    }
}
