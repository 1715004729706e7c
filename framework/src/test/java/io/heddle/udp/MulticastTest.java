package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Requirement;
import io.heddle.SocketOptions;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Groups on the loopback interface, and the broadcast address of the loopback network.
class MulticastTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static NetworkInterface loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    private static SocketOptions sendingByLoopback() throws IOException {
        return SocketOptions.NONE
                .with(StandardSocketOptions.IP_MULTICAST_IF, loopback())
                .with(StandardSocketOptions.IP_MULTICAST_LOOP, true)
                .with(StandardSocketOptions.IP_MULTICAST_TTL, 0);
    }

    private static DatagramServer join(InetAddress any, Membership membership) throws IOException {
        return DatagramServer.start(
                DatagramServerConfig.on(new InetSocketAddress(any, 0))
                        .withObservers(List.of())
                        .withMembership(membership),
                DatagramServers.ECHO);
    }

    private static InetAddress onLoopback(InetAddress group) throws IOException {
        return group instanceof Inet6Address
                ? Inet6Address.getByAddress(null, group.getAddress(), loopback())
                : group;
    }

    /// The answer comes from another address than the group's, so a connected socket does not get
    /// it: what counts is that the server has received.
    private static boolean isReceived(DatagramServer server, InetAddress group) throws Exception {
        long before = server.received();
        var target = new InetSocketAddress(onLoopback(group), server.port());
        try (var client = DatagramClient.connect(target, sendingByLoopback(), null)) {
            client.send(new byte[] {1});
            client.receive(Duration.ofMillis(50));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (server.received() == before && System.nanoTime() < end) {
                client.receive(Duration.ofMillis(20));
            }
            return server.received() > before;
        } catch (IOException noRoute) {
            Requirement.hold(false, "a loopback interface that knows groups: " + noRoute);
            throw noRoute;
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 239.255.77.1", "::, ff01::7701"})
    void receivesWhatIsSentToItsGroup(String any, String group) throws Exception {
        InetAddress address = InetAddress.ofLiteral(group);
        try (var server = join(InetAddress.ofLiteral(any), Membership.of(address, loopback()))) {
            Requirement.hold(
                    isReceived(server, address), "groups on the loopback interface, " + group);

            assertTrue(isReceived(server, address));
        }
    }

    @Test
    void listensToOneSourceAlone() throws Exception {
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        InetAddress group = InetAddress.ofLiteral("232.1.77.1");
        Membership all = Membership.of(group, loopback());
        try (var stranger = join(any, all.withSource(InetAddress.ofLiteral("127.0.0.99")));
                var own = join(any, all.withSource(InetAddress.ofLiteral("127.0.0.1")))) {
            Requirement.hold(isReceived(own, group), "groups of a source on loopback");

            var target = new InetSocketAddress(group, stranger.port());
            try (var client = DatagramClient.connect(target, sendingByLoopback(), null)) {
                client.send(new byte[] {1});
                client.receive(Duration.ofMillis(100));
            }

            assertEquals(0, stranger.received());
        }
    }

    @Test
    void broadcastsWhereThatIsAllowed() throws Exception {
        var all = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
        try (var server =
                DatagramServer.start(
                        DatagramServerConfig.on(all).withObservers(List.of()),
                        DatagramServers.ECHO)) {
            var target =
                    new InetSocketAddress(InetAddress.ofLiteral("127.255.255.255"), server.port());
            assertThrows(
                    IOException.class, () -> DatagramClient.connect(target).send(new byte[] {1}));

            SocketOptions allowed =
                    SocketOptions.NONE.with(StandardSocketOptions.SO_BROADCAST, true);
            try (var client = DatagramClient.connect(target, allowed, null)) {
                client.send(new byte[] {1});

                eventually().until(() -> server.received() == 1);
            }
        }
    }

    @Test
    void onlyGroupsCanBeJoined() throws Exception {
        var problem =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Membership.of(InetAddress.getLoopbackAddress(), loopback()));

        assertEquals("group must be a multicast address, was 127.0.0.1", problem.getMessage());
    }
}
