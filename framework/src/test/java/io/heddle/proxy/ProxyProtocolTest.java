package io.heddle.proxy;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ConnectionSnapshot;
import io.heddle.ListenerConfig;
import io.heddle.MemoryConnection;
import io.heddle.Network;
import io.heddle.Preamble;
import io.heddle.PreambleException;
import io.heddle.RejectReason;
import io.heddle.Rejection;
import io.heddle.ServerConfig;
import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.proxy.ProxyHeader.Command;
import io.heddle.proxy.ProxyHeader.Version;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whom a listener behind proxies believes, and what it makes of what they say.
class ProxyProtocolTest {

    static final List<Network> LOOPBACK = List.of(Network.parse("127.0.0.1"));

    private static final InetSocketAddress CLIENT =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4711);
    private static final InetSocketAddress FRONT =
            new InetSocketAddress(InetAddress.ofLiteral("198.51.100.2"), 443);
    private static final byte[] BEHIND =
            "\u0016\u0003\u0001\r\nPROXY \0".getBytes(StandardCharsets.ISO_8859_1);

    private final Queue<Connection> handled = new ConcurrentLinkedQueue<>();
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();

    private SocketServer start(ProxyProtocol protocol) throws Exception {
        var observer =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        rejections.add(rejection);
                    }
                };
        var listener = ListenerConfig.on(TestPeer.loopback(0)).withPreamble(protocol);
        return SocketServer.start(
                ServerConfig.on(listener).withObservers(List.of(observer)),
                connection -> {
                    handled.add(connection);
                    connection.input().transferTo(connection.output());
                });
    }

    private static byte[] header(Version version) {
        return ProxyHeader.proxied(CLIENT, FRONT).withVersion(version).toBytes();
    }

    static List<HeaderCase> accepted() {
        return HeaderCase.all().stream().filter(HeaderCase::isAccepted).toList();
    }

    static List<HeaderCase> incomplete() {
        return HeaderCase.all().stream()
                .filter(header -> header.verdict().equals(HeaderCase.INCOMPLETE))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void readsAHeaderAndNotOneByteMore(HeaderCase header) throws Exception {
        var packet = new ByteArrayOutputStream();
        packet.writeBytes(header.bytes());
        packet.writeBytes(BEHIND);
        int end = header.bytes().length;
        for (byte[][] pieces :
                List.of(
                        MemoryConnection.split(packet.toByteArray()),
                        MemoryConnection.split(packet.toByteArray(), end),
                        MemoryConnection.oneByOne(packet.toByteArray()))) {
            Connection connection = MemoryConnection.of(pieces).connection();

            Preamble.Parties parties = ProxyProtocol.requiredFrom(LOOPBACK).receive(connection);

            ProxyHeader said = ProxyHeader.of(connection);
            assertNotNull(said);
            assertEquals(header.verdict(), HeaderCase.said(said));
            assertEquals(connection.peerAddress(), said.sender());
            assertEquals(
                    said.hasAddresses() ? said.source() : null,
                    parties == null ? null : parties.peer());
            assertArrayEquals(BEHIND, connection.input().readAllBytes());
        }
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void refusesWhatEndsBefore(HeaderCase header) {
        Connection connection =
                MemoryConnection.of(MemoryConnection.split(header.bytes())).connection();

        var refusal =
                assertThrows(
                        PreambleException.class,
                        () -> ProxyProtocol.requiredFrom(LOOPBACK).receive(connection));

        assertEquals(
                "PROXY header: the stream ended after " + header.bytes().length + " bytes of it",
                refusal.getMessage());
    }

    @Test
    void aConnectionIsTheClients() throws Exception {
        for (Version version : Version.values()) {
            handled.clear();
            try (var server = start(ProxyProtocol.requiredFrom(LOOPBACK));
                    var peer = TestPeer.connect(server)) {

                peer.send(header(version)).echo("hello");

                Connection connection = handled.element();
                ConnectionSnapshot snapshot = connection.snapshot();
                ProxyHeader said = ProxyHeader.of(connection);
                assertEquals(CLIENT, connection.peerAddress());
                assertEquals(FRONT, connection.localAddress());
                assertEquals(CLIENT, snapshot.peer());
                assertEquals(peer.address(), said.sender());
                assertEquals(version, said.version());
                assertEquals(5, connection.bytesIn());
            }
        }
    }

    @Test
    void aProxysOwnConnectionIsItsOwn() throws Exception {
        try (var server = start(ProxyProtocol.requiredFrom(LOOPBACK));
                var peer = TestPeer.connect(server)) {

            peer.send(ProxyHeader.local().toBytes()).echo("alive?");

            Connection connection = handled.element();
            assertEquals(peer.address(), connection.peerAddress());
            assertEquals(server.addresses().getFirst(), connection.localAddress());
            assertEquals(Command.LOCAL, ProxyHeader.of(connection).command());
        }
    }

    @Test
    void anUntrustedSenderIsTurnedAway() throws Exception {
        try (var server = start(ProxyProtocol.requiredFrom(List.of(Network.parse("10.0.0.0/8"))));
                var peer = TestPeer.connect(server)) {

            Rejection rejection = awaitRejection();

            assertEquals(RejectReason.PREAMBLE, rejection.reason());
            assertEquals(peer.address(), rejection.peer());
            assertTrue(handled.isEmpty());
        }
    }

    private Rejection awaitRejection() {
        eventually().until(() -> !rejections.isEmpty());
        return rejections.element();
    }

    @Test
    void anUntrustedSenderIsServedAsWhatItIsWhereOthersMayCome() throws Exception {
        try (var server = start(ProxyProtocol.fromTrusted(List.of(Network.parse("10.0.0.0/8"))));
                var peer = TestPeer.connect(server)) {
            byte[] header = header(Version.V1);

            peer.send(header).expect(header);

            assertEquals(peer.address(), handled.element().peerAddress());
            assertNull(ProxyHeader.of(handled.element()));
        }
    }

    @Test
    void aTrustedSenderMustSendOneEvenWhereOthersMayCome() throws Exception {
        try (var server = start(ProxyProtocol.fromTrusted(LOOPBACK));
                var peer = TestPeer.connect(server)) {

            peer.send("GET / HTTP/1.1\r\n\r\n");

            assertEquals(
                    "PROXY header: byte 0: 0x47 begins none",
                    awaitRejection().cause().getMessage());
            assertTrue(handled.isEmpty());
        }
    }

    @Test
    void whatIsNoHeaderIsRefusedAtOnce() throws Exception {
        List<String> beginnings =
                List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0001\u0005\u0001");
        try (var server = start(ProxyProtocol.requiredFrom(LOOPBACK))) {
            for (String beginning : beginnings) {
                rejections.clear();
                try (var peer = TestPeer.connect(server)) {
                    peer.send(beginning.getBytes(StandardCharsets.ISO_8859_1));

                    assertEquals(RejectReason.PREAMBLE, awaitRejection().reason());
                    assertEquals(peer.address(), awaitRejection().peer());
                }
            }
            assertTrue(handled.isEmpty());
        }
    }

    @Test
    void aVersionThatMayNotComeIsRefused() throws Exception {
        try (var server = start(ProxyProtocol.requiredFrom(LOOPBACK).withVersions(Version.V2));
                var old = TestPeer.connect(server);
                var peer = TestPeer.connect(server)) {

            old.send(header(Version.V1));
            peer.send(header(Version.V2)).echo("hello");

            assertTrue(awaitRejection().cause().getMessage().contains("V1 is not accepted here"));
        }
    }

    @Test
    void aHeaderMayBeLongerWhereThatIsAllowed() throws Exception {
        byte[] header = ProxyHeader.proxied(CLIENT, FRONT).with(Tlv.noop(65_500)).toBytes();
        var protocol = ProxyProtocol.requiredFrom(LOOPBACK).withMostHeaderBytes(65_551);
        try (var server = start(protocol);
                var peer = TestPeer.connect(server)) {

            peer.send(header).echo("hello");

            assertEquals(CLIENT, handled.element().peerAddress());
        }
    }

    @Test
    void unixPeersAreTrustedOnlyIfThatIsSaid() {
        SocketAddress unix = UnixDomainSocketAddress.of("");

        assertEquals(
                Preamble.Expectation.REFUSED,
                ProxyProtocol.requiredFrom(LOOPBACK).expectedOf(unix));
        assertEquals(
                Preamble.Expectation.REQUIRED, ProxyProtocol.requiredOverUnix().expectedOf(unix));
        assertEquals(
                Preamble.Expectation.REFUSED, ProxyProtocol.requiredOverUnix().expectedOf(CLIENT));
    }

    @Test
    void aConfigurationThatMakesNoSenseIsRefused() {
        ProxyProtocol protocol = ProxyProtocol.requiredFrom(LOOPBACK);

        assertThrows(IllegalArgumentException.class, () -> ProxyProtocol.requiredFrom(List.of()));
        assertThrows(IllegalArgumentException.class, () -> protocol.withVersions());
        assertThrows(IllegalArgumentException.class, () -> protocol.withMostHeaderBytes(231));
        assertThrows(IllegalArgumentException.class, () -> protocol.withMostHeaderBytes(65_552));
    }
}
