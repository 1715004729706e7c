package io.heddle;

import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {

    private static final SocketOptions NONE = SocketOptions.NONE;

    @Test
    void turnOffDelayByDefault() throws Exception {
        assertEquals(true, optionOfConnection(listener(), TCP_NODELAY));
    }

    @Test
    void reachTheConnection() throws Exception {
        ListenerConfig listener =
                listener()
                        .withConnectionOptions(
                                NONE.with(TCP_NODELAY, false)
                                        .with(SO_KEEPALIVE, true)
                                        .with(SO_SNDBUF, 20_000));

        assertEquals(false, optionOfConnection(listener, TCP_NODELAY));
        assertEquals(true, optionOfConnection(listener, SO_KEEPALIVE));
        int sendBuffer = optionOfConnection(listener, SO_SNDBUF);
        assertTrue(sendBuffer == 20_000 || sendBuffer == 40_000, "was " + sendBuffer);
    }

    @Test
    void includeTheTimesOfKeepAlive() throws Exception {
        Requirement.hold(
                supports(ExtendedSocketOptions.TCP_KEEPIDLE), "a system with keep-alive times");
        ListenerConfig listener =
                listener()
                        .withConnectionOptions(
                                NONE.with(SO_KEEPALIVE, true)
                                        .with(ExtendedSocketOptions.TCP_KEEPIDLE, 33)
                                        .with(ExtendedSocketOptions.TCP_KEEPINTERVAL, 7)
                                        .with(ExtendedSocketOptions.TCP_KEEPCOUNT, 4));

        assertEquals(33, optionOfConnection(listener, ExtendedSocketOptions.TCP_KEEPIDLE));
        assertEquals(7, optionOfConnection(listener, ExtendedSocketOptions.TCP_KEEPINTERVAL));
        assertEquals(4, optionOfConnection(listener, ExtendedSocketOptions.TCP_KEEPCOUNT));
    }

    private static boolean supports(SocketOption<?> option) throws IOException {
        try (var channel = SocketChannel.open()) {
            return channel.supportedOptions().contains(option);
        }
    }

    @Test
    void reachTheListener() throws Exception {
        ListenerConfig listener = listener().withOptions(NONE.with(SO_RCVBUF, 20_000));

        int inherited = optionOfConnection(listener, SO_RCVBUF);

        assertTrue(inherited == 20_000 || inherited == 40_000, "was " + inherited);
    }

    @Test
    void canBeSetOnAnOpenConnection() throws Exception {
        var probe =
                Probe.of(connection -> {
                    connection.option(SO_KEEPALIVE, true);
                    assertThrows(
                            UnsupportedOperationException.class,
                            () -> connection.option(IP_MULTICAST_TTL, 1));
                    assertThrows(
                            IllegalArgumentException.class, () -> connection.option(SO_SNDBUF, -1));
                    return connection.option(SO_KEEPALIVE);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertEquals(true, probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void areCheckedTogetherBeforeAnythingListens() {
        ListenerConfig first =
                listener()
                        .withName("first")
                        .withOptions(NONE.with(SO_BROADCAST, true).with(SO_RCVBUF, -1));
        ListenerConfig second =
                listener()
                        .withName("second")
                        .withConnectionOptions(NONE.with(IP_MULTICAST_TTL, 3).with(SO_SNDBUF, -2));

        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                SocketServer.start(ServerConfig.on(first, second), Servers.ECHO)
                                        .close());

        for (String problem :
                List.of(
                        "listener first: option SO_BROADCAST is not supported",
                        "listener first: option SO_RCVBUF = -1 is refused",
                        "listener second: connection option IP_MULTICAST_TTL is not supported",
                        "listener second: connection option SO_SNDBUF = -2 is refused")) {
            assertTrue(refused.getMessage().contains(problem), refused::getMessage);
        }
        assertEquals(0, Threads.countNamedLike("first"));
    }

    private static ListenerConfig listener() {
        return ListenerConfig.on(TestPeer.loopback(0));
    }

    private static <T> T optionOfConnection(ListenerConfig listener, SocketOption<T> option)
            throws IOException {
        var probe = Probe.of(connection -> connection.option(option));
        ServerConfig config = ServerConfig.on(listener).withObservers(List.of());
        try (var server = SocketServer.start(config, probe);
                var _ = TestPeer.connect(server)) {
            return probe.result();
        }
    }
}
