package io.heddle;

import static io.heddle.Eventually.eventually;
import static io.heddle.LimitedServer.BACK;
import static io.heddle.LimitedServer.FRONT;
import static io.heddle.LimitedServer.atMost;
import static io.heddle.LimitedServer.listener;
import static io.heddle.RejectReason.ADDRESS_LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Limits by address, with peers that have several of 127.0.0.0/8.
class AddressLimitTest {

    private static final AddressLimits TWO_EACH = AddressLimits.UNLIMITED.withPerAddress(2);
    private static final AddressLimits THREE_A_NETWORK = AddressLimits.UNLIMITED.withPerNetwork(3);

    @Test
    void oneAddressHasNoMoreThanItMay() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT.withAddresses(TWO_EACH))) {
            TestPeer first = limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");

            limited.peerFrom("127.0.0.2").send("one too many").expectEnd();

            limited.insideFrom("127.0.0.3");
            first.leave();
            limited.awaitConnections(2);
            limited.insideFrom("127.0.0.2");
            assertEquals(List.of(ADDRESS_LIMIT), limited.reasons());
        }
    }

    @Test
    void oneNetworkHasNoMoreThanItMay() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT.withAddresses(THREE_A_NETWORK))) {
            TestPeer first = limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.255");

            limited.peerFrom("127.0.0.77").expectEnd();

            limited.insideFrom("127.0.1.2");
            first.leave();
            limited.awaitConnections(3);
            limited.insideFrom("127.0.0.77");
            limited.peerFrom("127.0.0.78").expectEnd();
            assertEquals(List.of(ADDRESS_LIMIT, ADDRESS_LIMIT), limited.reasons());
        }
    }

    @Test
    void countsPeersOfIpv6() throws Exception {
        Requirement.hold(hasIpv6(), "IPv6");
        var address = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
        var limits = Limits.DEFAULT.withAddresses(AddressLimits.UNLIMITED.withPerNetwork(1));
        try (var limited =
                LimitedServer.start(limits, ListenerConfig.on(address).withName(FRONT))) {
            TestPeer inside = limited.inside();

            limited.peer().expectEnd();

            inside.leave();
            limited.awaitConnections(0);
            limited.inside();
        }
    }

    private static boolean hasIpv6() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(each -> each instanceof Inet6Address && each.isLoopbackAddress());
    }

    @Test
    void holdsForAllListenersTogether() throws Exception {
        var one = AddressLimits.UNLIMITED.withPerAddress(1);
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT.withAddresses(one), listener(FRONT), listener(BACK))) {
            limited.inside(FRONT);

            limited.peer(BACK).expectEnd();

            assertEquals(BACK, limited.awaitRejections(1).getFirst().listener());
        }
    }

    @Test
    void crowdOfOneAddressTakesNoPlaceFromOthers() throws Exception {
        Limits limits = atMost(3).withAddresses(TWO_EACH);
        try (var limited = LimitedServer.start(limits)) {
            limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");
            for (int i = 0; i < 10; i++) {
                limited.peerFrom("127.0.0.2").expectEnd();
            }

            limited.insideFrom("127.0.0.3");

            assertEquals(3, limited.server().connections());
        }
    }

    @Test
    void isLookedAtBeforeThePlaceAndSaysTheSameFarewell() throws Exception {
        Limits limits = atMost(2).withAddresses(TWO_EACH).withAtLimit(AtLimit.reject("no room\n"));
        try (var limited = LimitedServer.start(limits)) {
            limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");

            limited.peerFrom("127.0.0.2").send("hello").expect("no room\n").expectEnd();
            limited.peerFrom("127.0.0.3").send("hello").expect("no room\n").expectEnd();

            assertEquals(List.of(ADDRESS_LIMIT, RejectReason.LIMIT), limited.reasons());
        }
    }

    @Test
    void whoQueuesCounts() throws Exception {
        Limits limits =
                atMost(1).withAddresses(TWO_EACH).withAtLimit(AtLimit.queue(Duration.ofHours(1)));
        try (var limited = LimitedServer.start(limits)) {
            TestPeer inside = limited.insideFrom("127.0.0.2");
            TestPeer waiting = limited.peerFrom("127.0.0.2").send("waited");
            limited.awaitQueued(1);

            limited.peerFrom("127.0.0.2").expectEnd();

            inside.leave();
            waiting.expect("waited");
            limited.peerFrom("127.0.0.2");
            limited.awaitQueued(1);
        }
    }

    @Test
    void whoQueuedInVainNoLongerCounts() throws Exception {
        Limits limits =
                atMost(1).withAddresses(TWO_EACH).withAtLimit(AtLimit.queue(Duration.ofMillis(20)));
        try (var limited = LimitedServer.start(limits)) {
            limited.insideFrom("127.0.0.3");

            for (int i = 1; i <= 5; i++) {
                limited.peerFrom("127.0.0.2").expectEnd();
                assertEquals(RejectReason.QUEUE_TIMEOUT, limited.awaitReasons(i).getLast());
            }
        }
    }

    @Test
    void exemptNetworkHasNoLimit() throws Exception {
        Limits limits =
                Limits.DEFAULT
                        .withAddresses(AddressLimits.UNLIMITED.withPerAddress(1))
                        .withExempt(Network.parse("127.0.3.0/24"));
        try (var limited = LimitedServer.start(limits)) {
            for (int i = 0; i < 5; i++) {
                limited.insideFrom("127.0.3.1");
            }

            limited.insideFrom("127.0.4.1");
            limited.peerFrom("127.0.4.1").expectEnd();
        }
    }

    @Test
    void isExactAfterChurnResetsAndFailures() throws Exception {
        ConnectionHandler badly =
                connection -> {
                    switch (connection.input().read()) {
                        case 'a' -> connection.abort();
                        case 't' -> throw new IllegalStateException("on purpose");
                        case 'e' -> Servers.ECHO.handle(connection);
                        default -> {}
                    }
                };
        try (var limited =
                LimitedServer.start(
                        Limits.DEFAULT.withAddresses(TWO_EACH), badly, listener(FRONT))) {
            limited.peerFrom("127.0.0.2").leave();

            Crowd.of(
                    6,
                    member -> {
                        var random = new Random(member);
                        for (int i = 0; i < 200; i++) {
                            var own = InetAddress.ofLiteral("127.0.0." + (2 + random.nextInt(3)));
                            try (var peer = TestPeer.connectFrom(own, limited.address(FRONT))) {
                                misbehave(peer, random.nextInt(5));
                            }
                        }
                    });

            eventually().until(() -> limited.served() + limited.reasons().size() == 1 + 6 * 200);
            limited.awaitConnections(0);
            for (int address = 2; address <= 4; address++) {
                limited.peerFrom("127.0.0." + address).send("e-").expect("-");
                limited.peerFrom("127.0.0." + address).send("e-").expect("-");
                limited.peerFrom("127.0.0." + address).expectEnd();
            }
        }
    }

    private static void misbehave(TestPeer peer, int how) {
        switch (how) {
            case 0 -> peer.send("a");
            case 1 -> peer.send("t");
            case 2 -> peer.reset();
            case 3 -> peer.halfClose();
            default -> peer.leave();
        }
    }

    @Test
    void manyAddressesAreServedAndForgotten() throws Exception {
        var one = AddressLimits.UNLIMITED.withPerAddress(1).withPerNetwork(10);
        List<TestPeer> peers = new ArrayList<>();
        try (var limited = LimitedServer.start(Limits.DEFAULT.withAddresses(one))) {
            for (int i = 0; i < 300; i++) {
                peers.add(
                        limited.insideFrom("127." + (i / 100 + 1) + "." + i / 10 + ".1" + i % 10));
            }
            limited.peerFrom("127.1.0.99").expectEnd();

            peers.forEach(TestPeer::leave);

            limited.awaitConnections(0);
            limited.insideFrom("127.1.0.99");
            assertEquals(List.of(ADDRESS_LIMIT), limited.reasons());
        }
    }

    @Test
    void countsThoseWhoAreThereWhenItIsSetLater() throws Exception {
        try (var limited = LimitedServer.start(Limits.DEFAULT)) {
            TestPeer first = limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");

            limited.server().limits(Limits.DEFAULT.withAddresses(TWO_EACH));

            limited.peerFrom("127.0.0.2").expectEnd();
            first.echo("nobody is ended");
            first.leave();
            limited.awaitConnections(2);
            limited.peerFrom("127.0.0.2").expectEnd();
        }
    }

    @Test
    void countsThoseWhoQueuedWhenItWasSet() throws Exception {
        Limits limits = atMost(1).withAtLimit(AtLimit.queue(Duration.ofHours(1)));
        try (var limited = LimitedServer.start(limits)) {
            TestPeer inside = limited.insideFrom("127.0.0.3");
            TestPeer queued = limited.peerFrom("127.0.0.2").send("queued");
            limited.awaitQueued(1);

            limited.server()
                    .limits(
                            limits.withMaxConnections(1)
                                    .withAddresses(AddressLimits.UNLIMITED.withPerAddress(1)));
            inside.leave();
            queued.expect("queued");

            limited.peerFrom("127.0.0.2").expectEnd();
        }
    }

    @Test
    void countsByAnotherSizeOfNetworksWhenThatChanges() throws Exception {
        Limits limits = Limits.DEFAULT.withAddresses(THREE_A_NETWORK);
        try (var limited = LimitedServer.start(limits)) {
            limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.1.2");
            TestPeer last = limited.insideFrom("127.0.2.2");

            limited.server().limits(limits.withAddresses(THREE_A_NETWORK.withNetworkBits(16, 64)));

            limited.peerFrom("127.0.3.2").expectEnd();
            last.leave();
            limited.awaitConnections(2);
            limited.insideFrom("127.0.3.2");
            limited.server().limits(limits);
            limited.insideFrom("127.0.4.2");
            limited.insideFrom("127.0.3.3");
            limited.insideFrom("127.0.3.4");
            limited.peerFrom("127.0.3.5").expectEnd();
        }
    }

    @Test
    void countsAgainAfterItWasOff() throws Exception {
        Limits limits = Limits.DEFAULT.withAddresses(TWO_EACH);
        try (var limited = LimitedServer.start(limits)) {
            TestPeer first = limited.insideFrom("127.0.0.2");
            limited.server().limits(Limits.DEFAULT);
            TestPeer second = limited.insideFrom("127.0.0.2");
            limited.insideFrom("127.0.0.2");

            limited.server().limits(limits);

            limited.peerFrom("127.0.0.2").expectEnd();
            first.leave();
            second.leave();
            limited.awaitConnections(1);
            limited.insideFrom("127.0.0.2");
            limited.peerFrom("127.0.0.2").expectEnd();
        }
    }

    @Test
    void addressThatComesTooOftenIsTurnedAway() throws Exception {
        var rarely = new AcceptRate(1, Duration.ofHours(1), 2);
        Limits limits =
                Limits.DEFAULT
                        .withAddresses(AddressLimits.UNLIMITED.withRate(rarely))
                        .withAtLimit(AtLimit.reject("too often"));
        try (var limited = LimitedServer.start(limits)) {
            limited.insideFrom("127.0.0.2").leave();
            limited.insideFrom("127.0.0.2").leave();

            limited.peerFrom("127.0.0.2").expect("too often").expectEnd();

            limited.insideFrom("127.0.0.3");
            assertEquals(List.of(RejectReason.ADDRESS_RATE), limited.reasons());
            limited.server().limits(limits.withAddresses(TWO_EACH));
            limited.insideFrom("127.0.0.2");
        }
    }

    @Test
    void addressMayComeAgainWhenTheRateAllows() throws Exception {
        var rate = new AcceptRate(1, Duration.ofMillis(100), 1);
        Limits limits = Limits.DEFAULT.withAddresses(AddressLimits.UNLIMITED.withRate(rate));
        try (var limited = LimitedServer.start(limits)) {
            int served = 0;
            int tries = 0;
            long begin = System.nanoTime();
            while (served < 5) {
                byte[] answer = limited.peer().send("x").halfClose().receiveAll();
                served += answer.length;
                tries++;
            }

            long took = System.nanoTime() - begin;
            assertTrue(took >= Duration.ofMillis(400).toNanos(), "too often: " + tries);
        }
    }
}
