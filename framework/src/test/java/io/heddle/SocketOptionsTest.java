package io.heddle;

import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    @Test
    void haveWithersThatSayWhatTheySet() throws Exception {
        SocketOptions options =
                NONE.withKeepAlive(Duration.ofSeconds(33), Duration.ofMillis(6_500), 4)
                        .withNoDelay(false)
                        .withBuffers(20_000, 30_000)
                        .withTrafficClass(0x20);

        assertEquals(
                NONE.with(SO_KEEPALIVE, true)
                        .with(ExtendedSocketOptions.TCP_KEEPIDLE, 33)
                        .with(ExtendedSocketOptions.TCP_KEEPINTERVAL, 7)
                        .with(ExtendedSocketOptions.TCP_KEEPCOUNT, 4)
                        .with(TCP_NODELAY, false)
                        .with(SO_RCVBUF, 20_000)
                        .with(SO_SNDBUF, 30_000)
                        .with(IP_TOS, 0x20),
                options);
        assertEquals(0x20, optionOfConnection(listener().withConnectionOptions(options), IP_TOS));
    }

    @Test
    void refuseWhatIsOutOfRange() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> NONE.withKeepAlive(Duration.ZERO, Duration.ofDays(1), 128));

        for (String problem :
                List.of(
                        "keep-alive idle seconds must be between 1 and 32767, was 0",
                        "keep-alive interval seconds must be between 1 and 32767, was 86400",
                        "keep-alive count must be between 1 and 127, was 128")) {
            assertTrue(refused.getMessage().contains(problem), refused::getMessage);
        }
        assertThrows(IllegalArgumentException.class, () -> NONE.withTrafficClass(256));
        assertThrows(IllegalArgumentException.class, () -> NONE.withBuffers(0, 1));
    }

    @Test
    void acknowledgeAtOnceWhereTheSystemCan() throws Exception {
        Requirement.hold(supports(ExtendedSocketOptions.TCP_QUICKACK), "a system with QUICKACK");

        ListenerConfig listener = listener().withConnectionOptions(NONE.withQuickAck(true));

        assertEquals(true, optionOfConnection(listener, ExtendedSocketOptions.TCP_QUICKACK));
    }

    @Test
    void letTwoServersShareOnePort() throws Exception {
        try (var any = SocketChannel.open()) {
            Requirement.hold(any.supportedOptions().contains(SO_REUSEPORT), "SO_REUSEPORT");
        }
        SocketOptions shared = NONE.withReusePort(true);
        ServerConfig first = ServerConfig.on(listener().withOptions(shared));
        try (var one = SocketServer.start(first, Servers.ECHO)) {
            ServerConfig second =
                    ServerConfig.on(
                            ListenerConfig.on(TestPeer.loopback(one.port())).withOptions(shared));
            try (var other = SocketServer.start(second, Servers.ECHO);
                    var peer = TestPeer.connect(other)) {
                assertEquals(one.port(), other.port());
                peer.echo("hello");
            }
        }
    }

    /// As another program sees it.
    @Test
    void keepAliveIsSeenBySs() throws Exception {
        Requirement.hold(Files.isExecutable(Path.of("/usr/bin/ss")), "ss");
        ListenerConfig listener =
                listener()
                        .withConnectionOptions(
                                NONE.withKeepAlive(
                                        Duration.ofSeconds(3_000), Duration.ofSeconds(7), 4));
        try (var server = SocketServer.start(ServerConfig.on(listener), Servers.ECHO);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello");

            Process ss =
                    new ProcessBuilder("/usr/bin/ss", "-tno", "sport", "=", ":" + server.port())
                            .redirectErrorStream(true)
                            .start();
            ss.getOutputStream().close();
            String seen = new String(ss.getInputStream().readAllBytes(), UTF_8);

            assertTrue(seen.matches("(?s).*timer:\\(keepalive,4[0-9]min.*"), seen);
        }
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
