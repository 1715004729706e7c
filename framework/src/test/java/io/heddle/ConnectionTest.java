package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final AttributeKey<String> USER = AttributeKey.named("user");
    private static final AttributeKey<Integer> ATTEMPTS = AttributeKey.named("attempts");

    @Test
    void keepsTypedAttributes() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    assertNull(connection.attribute(USER));
                    connection.attribute(USER, "ada");
                    connection.attribute(ATTEMPTS, 3);

                    assertEquals("ada", connection.attribute(USER));
                    assertEquals(3, connection.attribute(ATTEMPTS));
                    assertNull(connection.attribute(AttributeKey.named("user")));

                    connection.attribute(USER, null);
                    assertNull(connection.attribute(USER));
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            probe.result();
            peer.expectEnd();
        }
    }

    @Test
    void knowsItsEnds() throws Exception {
        var probe = Probe.doing(Servers.ECHO);
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            Connection connection = probe.connection();

            assertEquals(peer.address(), connection.peerAddress());
            assertEquals(server.addresses().getFirst(), connection.localAddress());
            assertEquals(
                    "connection-1 of 127.0.0.1:" + peer.address().getPort(), connection.toString());
            assertSame(connection.input(), connection.input());
            assertSame(connection.output(), connection.output());
            assertTrue(connection.isOpen());
            assertTrue(connection.age().isPositive());

            peer.halfClose().expectEnd();
        }
        assertFalse(probe.connection().isOpen());
    }

    @Test
    void hasAnIdOfItsOwn() throws Exception {
        var observer = new RecordingObserver();
        ServerConfig config =
                Servers.config()
                        .withListener(ListenerConfig.on(TestPeer.loopback(0)).withName("second"))
                        .withObserver(observer);
        try (var server = SocketServer.start(config, _ -> {})) {

            Crowd.of(
                    4,
                    member -> {
                        for (int i = 0; i < 50; i++) {
                            try (var peer = TestPeer.connect(server.addresses().get(member % 2))) {
                                peer.expectEnd();
                            }
                        }
                    });
        }

        Set<Long> ids = new HashSet<>();
        observer.accepted().forEach(connection -> ids.add(connection.id()));
        assertEquals(200, ids.size());
    }
}
