package io.heddle.proxy;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ListenerConfig;
import io.heddle.RejectReason;
import io.heddle.Rejection;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of headers over real sockets: in one packet with what is behind, and byte by byte.
class HeaderOverSocketTest {

    private static final byte[] BEHIND = "\r\nGET \0\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NOTHING = {};

    private final Queue<Connection> handled = new ConcurrentLinkedQueue<>();
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();

    private SocketServer start() throws Exception {
        var observer =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        rejections.add(rejection);
                    }
                };
        var listener =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withPreamble(ProxyProtocol.requiredFrom(ProxyProtocolTest.LOOPBACK));
        return SocketServer.start(
                ServerConfig.on(listener).withObservers(List.of(observer)),
                connection -> {
                    handled.add(connection);
                    connection.input().transferTo(connection.output());
                });
    }

    static List<HeaderCase> accepted() {
        return HeaderCase.all().stream().filter(HeaderCase::isAccepted).toList();
    }

    static List<HeaderCase> refused() {
        return HeaderCase.all().stream().filter(HeaderCase::isRefused).toList();
    }

    static List<HeaderCase> incomplete() {
        return HeaderCase.all().stream()
                .filter(header -> header.verdict().equals(HeaderCase.INCOMPLETE))
                .toList();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static void send(TestPeer peer, byte[] bytes, boolean bytewise) {
        if (!bytewise) {
            peer.send(bytes);
            return;
        }
        for (byte b : bytes) {
            peer.send(new byte[] {b});
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isAcceptedAndTheRestGoesToTheHandler(HeaderCase header) throws Exception {
        try (var server = start()) {
            for (boolean bytewise : List.of(false, true)) {
                handled.clear();
                try (var peer = TestPeer.connect(server)) {

                    send(peer, concat(header.bytes(), BEHIND), bytewise);

                    assertArrayEquals(BEHIND, peer.receive(BEHIND.length));
                    Connection connection = handled.element();
                    ProxyHeader said = ProxyHeader.of(connection);
                    assertNotNull(said);
                    assertEquals(header.verdict(), HeaderCase.said(said));
                    assertEquals(peer.address(), said.sender());
                    assertEquals(
                            said.hasAddresses() ? said.source() : peer.address(),
                            connection.peerAddress());
                    assertEquals(BEHIND.length, connection.bytesIn());
                }
            }
            assertTrue(rejections.isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedAndReachesNoHandler(HeaderCase header) throws Exception {
        try (var server = start()) {
            for (boolean bytewise : List.of(false, true)) {
                for (byte[] behind : List.of(NOTHING, BEHIND)) {
                    rejections.clear();
                    try (var peer = TestPeer.connect(server)) {

                        try {
                            send(peer, concat(header.bytes(), behind), bytewise);
                        } catch (UncheckedIOException alreadyTurnedAway) {
                            // as wanted
                        }

                        eventually().until(() -> !rejections.isEmpty());
                        Rejection rejection = rejections.element();
                        String message = rejection.cause().getMessage();
                        assertEquals(RejectReason.PREAMBLE, rejection.reason());
                        assertEquals(peer.address(), rejection.peer());
                        assertTrue(message.contains(header.reason()), message);
                        eventually().until(() -> server.connections() == 0);
                    }
                }
            }
            assertTrue(handled.isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void isRefusedWhereTheStreamEndsInside(HeaderCase header) throws Exception {
        try (var server = start()) {
            for (boolean bytewise : List.of(false, true)) {
                rejections.clear();
                try (var peer = TestPeer.connect(server)) {

                    send(peer, header.bytes(), bytewise);
                    peer.halfClose();

                    eventually().until(() -> !rejections.isEmpty());
                    assertEquals(
                            "PROXY header: the stream ended after "
                                    + header.bytes().length
                                    + " bytes of it",
                            rejections.element().cause().getMessage());
                }
            }
            assertTrue(handled.isEmpty());
        }
    }
}
