package io.heddle;

import static io.heddle.Eventually.eventually;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.proxy.ProxyHeader;
import io.heddle.proxy.ProxyProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// A client behind a proxy is treated as if it had come itself.
class ProxiedPeerTest {

    private static final ProxyProtocol PROTOCOL =
            ProxyProtocol.requiredFrom(List.of(Network.parse("127.0.0.0/8")));
    private static final ListenerConfig BEHIND_PROXY = listener(FRONT).withPreamble(PROTOCOL);
    private static final Duration ALMOST = Duration.ofMillis(4_900);
    private static final Duration THE_REST = Duration.ofMillis(200);

    private static byte[] header(String client) {
        return ProxyHeader.proxied(
                        new InetSocketAddress(InetAddress.ofLiteral(client), 4711),
                        TestPeer.loopback(443))
                .toBytes();
    }

    private static Limits limits(AddressLimits addresses) {
        return Limits.DEFAULT.withAddresses(addresses);
    }

    @Test
    void limitsByAddressCountTheClientAndNotTheProxy() throws Exception {
        Limits limits = limits(AddressLimits.UNLIMITED.withPerAddress(2));
        try (var limited = LimitedServer.start(limits, BEHIND_PROXY)) {
            for (int i = 1; i <= 9; i++) {
                limited.peer().send(header("192.0.2." + i)).echo("in");
            }
            limited.peer().send(header("192.0.2.1")).echo("in");

            limited.peer().send(header("192.0.2.1")).send("in");

            Rejection rejection = limited.awaitRejections(1).getFirst();
            assertEquals(RejectReason.ADDRESS_LIMIT, rejection.reason());
            assertEquals("192.0.2.1:4711", Addresses.print(rejection.peer()));
            limited.peer().send(header("192.0.2.2")).echo("in");
        }
    }

    @Test
    void aClientThatHasLeftMakesRoomForAnother() throws Exception {
        Limits limits = limits(AddressLimits.UNLIMITED.withPerAddress(1).withPerNetwork(2));
        try (var limited = LimitedServer.start(limits, BEHIND_PROXY)) {
            for (int i = 0; i < 20; i++) {
                limited.peer().send(header("192.0.2.1")).echo("in").leave();
                limited.awaitConnections(0);
            }
            assertTrue(limited.reasons().isEmpty());
        }
    }

    @Test
    void limitsOfNetworksAndRatesGoByTheClient() throws Exception {
        Limits network = limits(AddressLimits.UNLIMITED.withPerNetwork(1));
        Limits rate =
                limits(AddressLimits.UNLIMITED.withRate(new AcceptRate(1, Duration.ofHours(1), 1)));
        for (Limits limits : List.of(network, rate)) {
            try (var limited = LimitedServer.start(limits, BEHIND_PROXY)) {
                limited.peer().send(header("2001:db8:0:1::1")).echo("in");
                limited.peer().send(header("2001:db8:0:2::1")).echo("in");

                limited.peer().send(header("2001:db8:0:1::2")).send("in");

                RejectReason reason = limited.awaitRejections(1).getFirst().reason();
                assertEquals(
                        limits.equals(network)
                                ? RejectReason.ADDRESS_LIMIT
                                : RejectReason.ADDRESS_RATE,
                        reason);
            }
        }
    }

    @Test
    void anExemptClientHasNoLimitByAddress() throws Exception {
        Limits limits =
                limits(AddressLimits.UNLIMITED.withPerAddress(1))
                        .withExempt(Network.parse("192.0.2.0/24"));
        try (var limited = LimitedServer.start(limits, BEHIND_PROXY)) {
            for (int i = 0; i < 3; i++) {
                limited.peer().send(header("192.0.2.1")).echo("in");
            }
            assertEquals(3, limited.server().connections());
        }
    }

    @Test
    void anExemptProxyExemptsNobody() throws Exception {
        Limits limits =
                limits(AddressLimits.UNLIMITED.withPerAddress(1))
                        .withExempt(Network.parse("127.0.0.0/8"));
        try (var limited = LimitedServer.start(limits, BEHIND_PROXY)) {
            limited.peer().send(header("192.0.2.1")).echo("in");

            limited.peer().send(header("192.0.2.1")).send("in");

            assertEquals(
                    RejectReason.ADDRESS_LIMIT, limited.awaitRejections(1).getFirst().reason());
        }
    }

    @Test
    void anExemptListenerLimitsNoClient() throws Exception {
        Limits limits = limits(AddressLimits.UNLIMITED.withPerAddress(1));
        ListenerConfig exempt = BEHIND_PROXY.withLimits(ListenerLimits.NONE.withExempt(true));
        try (var limited = LimitedServer.start(limits, exempt)) {
            for (int i = 0; i < 3; i++) {
                limited.peer().send(header("192.0.2.1")).echo("in");
            }
            assertEquals(3, limited.server().connections());
        }
    }

    @Test
    void limitsThatComeLaterCountTheClient() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT, BEHIND_PROXY)) {
            limited.peer().send(header("192.0.2.1")).echo("in");
            TestPeer slow = limited.peer();
            limited.awaitConnections(2);

            limited.server().limits(limits(AddressLimits.UNLIMITED.withPerAddress(1)));
            slow.send(header("192.0.2.1")).send("in");

            assertEquals(
                    RejectReason.ADDRESS_LIMIT, limited.awaitRejections(1).getFirst().reason());
            limited.peer().send(header("192.0.2.2")).echo("in");
        }
    }

    @Test
    void aHeaderMustBeThereAfterFiveSeconds() throws Exception {
        Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
        var observer =
                new ServerObserver() {
                    @Override
                    public void rejected(Rejection rejection) {
                        rejections.add(rejection);
                    }
                };
        ServerConfig config = ServerConfig.on(BEHIND_PROXY).withObservers(List.of(observer));
        byte[] header = header("192.0.2.1");
        try (var virtual = VirtualServer.start(config, Servers.ECHO)) {
            TestPeer silent = virtual.peer();
            TestPeer slow = virtual.peer();
            slow.send(new byte[] {header[0]});
            eventually().until(() -> virtual.server().connections() == 2);
            for (Connection connection : virtual.server().openConnections()) {
                eventually().until(() -> connection.handlerThread() != null);
                Probe.awaitWaiting(connection.handlerThread());
            }

            virtual.advance(ALMOST);
            slow.send(new byte[] {header[1]}).expectNothing();
            silent.expectNothing();
            assertEquals(2, virtual.server().connections());
            virtual.advance(THE_REST);

            silent.expectEnd();
            eventually().until(() -> rejections.size() == 2);
            for (Rejection rejection : rejections) {
                assertEquals(RejectReason.PREAMBLE, rejection.reason());
                assertInstanceOf(ConnectionTimedOutException.class, rejection.cause());
            }
            assertTrue(virtual.server().awaitConnections(0, Eventually.PATIENCE));
        }
    }

    @Test
    void aLogHasOneLineASecondOfThoseWhoSendNone() throws Exception {
        var log = new LogInMemory();
        var observer = new LoggingObserver(log, new ManualClock());
        var recorder = new RecordingObserver();
        ServerConfig config =
                ServerConfig.on(BEHIND_PROXY).withObservers(List.of(observer, recorder));
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            for (int i = 0; i < 50; i++) {
                TestPeer.connect(server).send("G").leave();
            }
            eventually().until(() -> recorder.rejections() == 50);
        }

        assertEquals(1, log.lines().stream().filter(ProxiedPeerTest::isOfOne).count());
        assertTrue(log.lines().toString().contains("left out here: 49 (PREAMBLE)"));
    }

    private static boolean isOfOne(String line) {
        return line.contains("away: PREAMBLE");
    }
}
