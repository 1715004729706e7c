package io.heddle.proxy;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Connection;
import io.heddle.ListenerConfig;
import io.heddle.Network;
import io.heddle.Rejection;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.proxy.ProxyHeader.Version;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Nobody who is not trusted ever changes whose connection it is. The full form has 10,000 of them:
/// `-Dheddle.connections=10000`.
class UntrustedSenderTest {

    private static final int CONNECTIONS = Integer.getInteger("heddle.connections", 300);
    private static final List<Network> ELSEWHERE = List.of(Network.parse("203.0.113.0/24"));
    private static final InetSocketAddress FORGED =
            new InetSocketAddress(InetAddress.ofLiteral("203.0.113.5"), 4711);

    private final AtomicInteger forged = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();

    private SocketServer start(ProxyProtocol protocol) throws Exception {
        var observer =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        note(rejection.peer());
                        rejected.incrementAndGet();
                    }
                };
        return SocketServer.start(
                ServerConfig.on(ListenerConfig.on(TestPeer.loopback(0)).withPreamble(protocol))
                        .withObservers(List.of(observer)),
                this::handle);
    }

    private void handle(Connection connection) throws Exception {
        handled.incrementAndGet();
        note(connection.peerAddress());
        connection.input().transferTo(connection.output());
    }

    private void note(SocketAddress peer) {
        if (FORGED.equals(peer)) {
            forged.incrementAndGet();
        }
    }

    private static byte[] header(int i) {
        return ProxyHeader.proxied(FORGED, FORGED)
                .withVersion(i % 2 == 0 ? Version.V1 : Version.V2)
                .toBytes();
    }

    @Test
    void whereAllMustBeTrusted() throws Exception {
        try (var server = start(ProxyProtocol.requiredFrom(ELSEWHERE))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                TestPeer peer = TestPeer.connect(server);
                try {
                    peer.send(header(i));
                } catch (UncheckedIOException alreadyTurnedAway) {
                    // as wanted
                }
                peer.reset();
            }

            eventually().until(() -> rejected.get() == CONNECTIONS);
        }
        assertEquals(0, forged.get());
        assertEquals(0, handled.get());
    }

    @Test
    void whereOthersMayCome() throws Exception {
        try (var server = start(ProxyProtocol.fromTrusted(ELSEWHERE))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                TestPeer peer = TestPeer.connect(server);
                peer.send(header(i)).expect(header(i));
                peer.reset();
            }
        }
        assertEquals(0, forged.get());
        assertEquals(CONNECTIONS, handled.get());
    }
}
