package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.IcmpException;
import io.heddle.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pings of the machine's own loopback addresses.
class PingerTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private static Pinger open(PingerConfig config, InetAddress target) throws Exception {
        IcmpPermission permission = IcmpPermission.probe();
        IcmpAccess access =
                IcmpVersion.of(target) == IcmpVersion.IPV4 ? permission.ipv4() : permission.ipv6();
        Requirement.hold(access != IcmpAccess.NONE, "ICMP: " + permission.missing());
        return Pinger.open(config);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 56", "127.0.0.77, 16", "127.0.0.1, 65507", "::1, 56", "::1, 65507"})
    void targetAnswers(String address, int payload) throws Exception {
        InetAddress target = InetAddress.ofLiteral(address);
        try (var pinger = open(PingerConfig.DEFAULT.withPayloadBytes(payload), target)) {
            for (int i = 1; i <= 3; i++) {
                var reply = assertInstanceOf(EchoReply.class, pinger.ping(target, LONG));

                assertEquals(target, reply.target());
                assertEquals(i, reply.sequence());
                assertEquals(payload + 8, reply.bytes());
                assertEquals(64, reply.ttl());
                assertTrue(reply.roundTrip().isPositive());
                assertTrue(reply.roundTrip().compareTo(LONG) <= 0);
            }
            assertEquals(0, pinger.outstanding());
        }
    }

    @Test
    void manyThreadsShareIt() throws Exception {
        try (var pinger = open(PingerConfig.DEFAULT, LOOPBACK);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PingOutcome>> pings = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                InetAddress target = InetAddress.ofLiteral("127.0.0." + (i % 250 + 1));
                pings.add(threads.submit(() -> untilAnswered(pinger, target)));
            }

            Set<Integer> sequences = new HashSet<>();
            for (int i = 0; i < pings.size(); i++) {
                var reply = assertInstanceOf(EchoReply.class, pings.get(i).get());
                assertEquals("127.0.0." + (i % 250 + 1), reply.target().getHostAddress());
                sequences.add(reply.sequence());
            }
            assertEquals(500, sequences.size());
        }
    }

    /// The socket's buffer holds fewer replies than so many that come at once.
    private static PingOutcome untilAnswered(Pinger pinger, InetAddress target) throws IOException {
        PingOutcome outcome = pinger.ping(target, SHORT);
        for (int i = 0; i < 20 && outcome instanceof NoReply; i++) {
            outcome = pinger.ping(target, SHORT);
        }
        return outcome;
    }

    @Test
    void pingersDoNotTakeEachOthersReplies() throws Exception {
        try (var one = open(PingerConfig.DEFAULT, LOOPBACK);
                var other = open(PingerConfig.DEFAULT.withPayloadBytes(100), LOOPBACK)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(64, ((EchoReply) one.ping(LOOPBACK, LONG)).bytes());
                assertEquals(108, ((EchoReply) other.ping(LOOPBACK, LONG)).bytes());
            }
        }
    }

    @Test
    void numbersAreTakenAgain() throws Exception {
        Libc libc = Libc.load();
        try (var pinger = open(PingerConfig.DEFAULT, LOOPBACK);
                var socket = IcmpSocket.open(libc, IcmpVersion.IPV4, 64)) {
            assertNotNull(pinger);
            var requests = new Requests();
            Request first = requests.add(socket, LOOPBACK);
            for (int i = 2; i <= 0xffff; i++) {
                Request next = requests.add(socket, LOOPBACK);
                assertEquals(i, next.sequence());
                requests.remove(next);
            }

            assertEquals(1, first.sequence());
            assertEquals(2, requests.add(socket, LOOPBACK).sequence()); // 1 is still in use
        }
    }

    @Test
    void saysWhyItCannotSend() throws Exception {
        InetAddress broadcast = InetAddress.ofLiteral("127.255.255.255");
        try (var pinger = open(PingerConfig.DEFAULT, broadcast)) {
            var failure = assertThrows(IcmpException.class, () -> pinger.ping(broadcast, LONG));

            assertEquals(
                    "cannot send to 127.255.255.255: Permission denied (a broadcast address?)",
                    failure.getMessage());
            assertEquals(0, pinger.outstanding());
            assertInstanceOf(EchoReply.class, pinger.ping(LOOPBACK, LONG));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "ff02::1", "0.0.0.0", "::"})
    void targetMustBeOneMachine(String address) throws Exception {
        InetAddress target = InetAddress.ofLiteral(address);
        try (var pinger = open(PingerConfig.DEFAULT, target)) {
            var wrong =
                    assertThrows(IllegalArgumentException.class, () -> pinger.ping(target, LONG));

            assertEquals(
                    "target must be one machine, was " + target.getHostAddress(),
                    wrong.getMessage());
        }
    }

    @Test
    void closesAnyNumberOfTimes() throws Exception {
        var pinger = open(PingerConfig.DEFAULT, LOOPBACK);
        pinger.close();
        pinger.close();

        assertThrows(IcmpException.class, () -> pinger.ping(LOOPBACK, LONG));
    }

    @Test
    void refusesWrongConfigurations() {
        var wrong =
                assertThrows(
                        IllegalArgumentException.class, () -> PingerConfig.DEFAULT.withTtl(256));

        assertEquals("ttl must be between 1 and 255, was 256", wrong.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> PingerConfig.DEFAULT.withPayloadBytes(15));
        assertThrows(
                IllegalArgumentException.class,
                () -> PingerConfig.DEFAULT.withMostOutstanding(16_385));
    }
}
