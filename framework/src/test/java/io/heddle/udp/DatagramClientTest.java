package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ConnectionInterruptedException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.SocketOptions;
import io.heddle.TestPeer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DatagramClientTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static InetSocketAddress address(DatagramServer server) {
        return server.addresses().getFirst();
    }

    @Test
    void refusesWhatWouldNotBeSent() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server))) {
            var empty = assertThrows(IllegalArgumentException.class, () -> client.send(bytes("")));
            var large =
                    assertThrows(
                            IllegalArgumentException.class, () -> client.send(new byte[65_508]));

            assertEquals("payload must be at least 1 byte, was 0", empty.getMessage());
            assertEquals("datagram must be at most 65507 bytes, was 65508", large.getMessage());
        }
    }

    @Test
    void sendsAndReceives() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server))) {
            client.send(bytes("hello"));

            Datagram answer = client.receive();

            assertArrayEquals(bytes("hello"), answer.payload());
            assertEquals(address(server), answer.peer());
            assertEquals(client.localAddress(), answer.localAddress());
            answer.reply(new byte[60_000]);
            assertEquals(60_000, client.receive(LONG).length());
        }
    }

    @Test
    void receivesFromItsPeerAlone() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server));
                var stranger = TestSender.to(client.localAddress())) {
            stranger.send("forged");
            client.send(bytes("mine"));

            assertArrayEquals(bytes("mine"), client.receive().payload());
            assertNull(client.receive(SHORT));
        }
    }

    @Test
    void asksAgainUntilItIsAnswered() throws Exception {
        var attempts = new AtomicInteger();
        try (var server =
                        DatagramServers.start(datagram -> {
                            if (attempts.incrementAndGet() >= 3) { // it may be slow to answer
                                datagram.reply(datagram.payload());
                            }
                        });
                var client = DatagramClient.connect(address(server))) {
            Datagram answer = client.exchange(bytes("question"), SHORT, 100);

            assertNotNull(answer);
            assertTrue(attempts.get() >= 3, attempts::toString);
        }
    }

    @Test
    void asksNoMoreThanItIsTo() throws Exception {
        try (var server = DatagramServers.start(datagram -> {});
                var client = DatagramClient.connect(address(server))) {
            assertNull(client.exchange(bytes("question"), SHORT, 2));
            eventually().until(() -> server.received() == 2);
        }
    }

    @Test
    void dropsLateAnswersBeforeItAsks() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server))) {
            client.send(bytes("old"));
            eventually().until(() -> server.sent() == 1);

            assertArrayEquals(bytes("new"), client.exchange(bytes("new"), LONG, 1).payload());
        }
    }

    @Test
    void keepsTheDeadline() throws Exception {
        try (var server = DatagramServers.start(datagram -> {});
                var client = DatagramClient.connect(address(server))) {
            assertThrows(
                    DeadlineExceededException.class,
                    () -> Deadline.within(SHORT, () -> client.receive()));
            assertThrows(
                    DeadlineExceededException.class,
                    () -> Deadline.within(SHORT, () -> client.exchange(bytes("x"), LONG, 3)));
        }
    }

    @Test
    void closeWakesWhoWaits() throws Exception {
        try (var server = DatagramServers.echo()) {
            var client = DatagramClient.connect(address(server));
            var waiting =
                    Background.startVirtual(
                                    () -> {
                                        try {
                                            client.receive();
                                        } catch (ClosedChannelException closed) {
                                            seen.add(closed);
                                        }
                                    })
                            .awaitWaiting();

            client.close();

            waiting.join();
            assertInstanceOf(ClosedChannelException.class, seen.take());
            assertThrows(ClosedChannelException.class, () -> client.send(bytes("x")));
            assertThrows(ClosedChannelException.class, () -> client.receive(SHORT));
            client.close();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndNothingElse() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server))) {
            var waiting =
                    Background.startVirtual(
                                    () -> {
                                        try {
                                            client.receive();
                                        } catch (ConnectionInterruptedException interrupted) {
                                            seen.add(Thread.interrupted());
                                        }
                                    })
                            .awaitWaiting();

            waiting.thread().interrupt();

            waiting.join();
            assertEquals(true, seen.take());
            assertArrayEquals(bytes("x"), client.exchange(bytes("x"), LONG, 1).payload());
        }
    }

    @Test
    void saysThatNobodyIsThere() throws Exception {
        int free;
        try (var socket = new DatagramSocket(TestPeer.loopback(0))) {
            free = socket.getLocalPort();
        }
        try (var client = DatagramClient.connect(TestPeer.loopback(free))) {
            // asked again, for the system says so only so often in a second
            assertThrows(
                    PortUnreachableException.class,
                    () -> client.exchange(bytes("anybody?"), A_WHILE, 100));
        }
    }

    @Test
    void nothingTooLongAndNobodyUnknown() throws Exception {
        try (var server = DatagramServers.echo();
                var client = DatagramClient.connect(address(server))) {
            assertEquals(
                    "datagram must be at most 65507 bytes, was 65508",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> client.send(new byte[65_508]))
                            .getMessage());
            assertEquals(
                    "attempts must be between 1 and 100, was 0",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> client.exchange(bytes("x"), SHORT, 0))
                            .getMessage());
        }
        var unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertEquals(
                "host nowhere.invalid is unknown",
                assertThrows(IllegalArgumentException.class, () -> DatagramClient.connect(unknown))
                        .getMessage());
    }

    @Test
    void worksOverIPv6AndFromAnAddressOfItsOwn() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
        var config = DatagramServers.config();
        try (var server =
                        DatagramServer.start(
                                DatagramServerConfig.on(loopback).withObservers(config.observers()),
                                DatagramServers.ECHO);
                var client =
                        DatagramClient.connect(
                                address(server),
                                SocketOptions.NONE.with(StandardSocketOptions.SO_RCVBUF, 100_000),
                                loopback)) {
            assertArrayEquals(bytes("six"), client.exchange(bytes("six"), LONG, 1).payload());
            assertEquals(loopback.getAddress(), client.localAddress().getAddress());
        }
    }
}
