package io.heddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Preamble.Expectation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// What any preamble can rely on, and what connections make of it: here it is a line with an
/// address.
class PreambleTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
    private final Queue<Connection> handled = new ConcurrentLinkedQueue<>();
    private final RecordingObserver observer = new RecordingObserver();
    private Expectation expectation = Expectation.REQUIRED;

    private final Preamble preamble =
            new Preamble() {
                @Override
                public Expectation expectedOf(SocketAddress peer) {
                    return expectation;
                }

                @Override
                public Parties receive(Connection connection) throws IOException {
                    String line = connection.input().readLine(40);
                    if (line == null || !line.startsWith("FOR ")) {
                        throw new PreambleException("no preamble: " + line, null);
                    }
                    var address = InetAddress.ofLiteral(line.substring(4));
                    return new Parties(
                            new InetSocketAddress(address, 7), connection.localAddress());
                }
            };

    private ListenerConfig listener() {
        return ListenerConfig.on(TestPeer.loopback(0)).withPreamble(preamble);
    }

    private ServerConfig config(ListenerConfig listener) {
        var recorder =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        rejections.add(rejection);
                    }
                };
        return ServerConfig.on(listener).withObservers(List.of(observer, recorder));
    }

    private void echo(Connection connection) throws Exception {
        handled.add(connection);
        connection.input().transferTo(connection.output());
    }

    @Test
    void aConnectionIsThePeersOfWhomItSpeaks() throws Exception {
        try (var server = SocketServer.start(config(listener()), this::echo);
                var peer = TestPeer.connect(server)) {

            peer.send("FOR 192.0.2.1\nhello");
            peer.expect("hello");

            Connection connection = handled.element();
            assertEquals("connection-1 of 192.0.2.1:7", connection.toString());
            assertEquals(5, connection.bytesIn());
            assertEquals(5, server.bytesIn());
        }
    }

    @Test
    void bytesThatCameWithItBelongToTheTransport() throws Exception {
        var scrambled = listener().withTransport(new ScrambledTransport());
        byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
        try (var server = SocketServer.start(config(scrambled), this::echo);
                var peer = TestPeer.connect(server)) {
            byte[] line = "FOR 192.0.2.1\n".getBytes(StandardCharsets.US_ASCII);
            var packet = new ByteArrayOutputStream();
            packet.writeBytes(line);
            packet.write(ScrambledTransport.HELLO);
            packet.writeBytes(ScrambledTransport.scramble(secret));

            peer.send(packet.toByteArray());

            assertEquals(ScrambledTransport.HELLO, peer.receive(1)[0]);
            assertArrayEquals(ScrambledTransport.scramble(secret), peer.receive(6));
            assertEquals(6, handled.element().bytesIn());
        }
    }

    @Test
    void aPeerWithoutOneReachesNoHandler() throws Exception {
        try (var server = SocketServer.start(config(listener()), this::echo);
                var peer = TestPeer.connect(server)) {

            peer.send("GET / HTTP/1.1\n");

            Eventually.eventually().until(() -> !rejections.isEmpty());
            assertEquals(RejectReason.PREAMBLE, rejections.element().reason());
            assertInstanceOf(PreambleException.class, rejections.element().cause());
            assertTrue(handled.isEmpty());
            assertTrue(observer.accepted().isEmpty());
            assertTrue(server.awaitConnections(0, Eventually.PATIENCE));
        }
    }

    @Test
    void aPeerThatHasNoBusinessHereIsNotRead() throws Exception {
        expectation = Expectation.REFUSED;
        try (var server = SocketServer.start(config(listener()), this::echo);
                var peer = TestPeer.connect(server)) {

            Eventually.eventually().until(() -> !rejections.isEmpty());

            assertEquals(RejectReason.PREAMBLE, rejections.element().reason());
            assertEquals(peer.address(), rejections.element().peer());
            assertEquals(0, server.bytesIn());
        }
    }

    @Test
    void aPeerOfWhomNoneIsExpectedIsWhatItIs() throws Exception {
        expectation = Expectation.NONE;
        try (var server = SocketServer.start(config(listener()), this::echo);
                var peer = TestPeer.connect(server)) {

            peer.echo("FOR 192.0.2.1\n");

            assertEquals(peer.address(), handled.element().peerAddress());
        }
    }

    @Test
    void aPreambleThatDoesNotComeIsCut() throws Exception {
        ServerConfig config = config(listener()).withTimeouts(Timeouts.DEFAULT.withPreamble(SOON));
        try (var server = SocketServer.start(config, this::echo);
                var peer = TestPeer.connect(server)) {
            peer.send("FOR");

            peer.expectEnd();

            Eventually.eventually().until(() -> !rejections.isEmpty());
            assertInstanceOf(ConnectionTimedOutException.class, rejections.element().cause());
            assertTrue(server.awaitConnections(0, Eventually.PATIENCE));
        }
    }

    @Test
    void limitsByAddressGoByWhomItSpeaksOf() throws Exception {
        Limits limits = Limits.DEFAULT.withAddresses(AddressLimits.UNLIMITED.withPerAddress(1));
        ServerConfig config = config(listener()).withLimits(limits);
        try (var server = SocketServer.start(config, this::echo);
                var first = TestPeer.connect(server).send("FOR 192.0.2.1\na").expect("a");
                var other = TestPeer.connect(server).send("FOR 192.0.2.2\nb").expect("b");
                var second = TestPeer.connect(server)) {

            second.send("FOR 192.0.2.1\nc");

            Eventually.eventually().until(() -> !rejections.isEmpty());
            assertEquals(RejectReason.ADDRESS_LIMIT, rejections.element().reason());
            first.leave();
            assertTrue(server.awaitConnections(1, Eventually.PATIENCE));
            TestPeer.connect(server).send("FOR 192.0.2.1\nd").expect("d").leave();
            other.echo("still here\n");
        }
    }
}
