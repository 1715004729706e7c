package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.AcceptRate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// What comes beyond a limit is dropped, counted, and nothing else.
class DatagramLimitTest {

    @Test
    void dropsTheNewestWhenAllHandlersAreBusyAndTheQueueIsFull() throws Exception {
        var release = new CountDownLatch(1);
        var limits = DatagramLimits.DEFAULT.withHandlers(2).withQueue(3);
        try (var server =
                        DatagramServers.start(
                                limits,
                                datagram -> {
                                    release.await();
                                    datagram.reply(datagram.payload());
                                });
                var sender = TestSender.to(server)) {
            sender.send("0").send("1");
            eventually().until(() -> server.handlers() == 2);
            for (int i = 2; i < 9; i++) {
                sender.send("" + i);
            }

            eventually().until(() -> server.dropped(DropReason.QUEUE_FULL) == 4);

            eventually().until(() -> server.waitingBytes() == 3);
            release.countDown();
            int sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += sender.receive()[0] - '0';
            }
            assertEquals(10, sum, "0 to 4 are served");
            sender.expectNothing();
        }
    }

    @Test
    void noMoreHandlersRunThanMay() throws Exception {
        var running = new Semaphore(0);
        var release = new CountDownLatch(1);
        var limits = DatagramLimits.DEFAULT.withHandlers(3);
        try (var server =
                        DatagramServers.start(
                                limits,
                                datagram -> {
                                    running.release();
                                    release.await();
                                });
                var sender = TestSender.to(server)) {
            for (int i = 0; i < 50; i++) {
                sender.send("x");
            }

            eventually()
                    .until(() ->
                            running.availablePermits() == 3
                                    && server.received() == 50
                                    && server.waitingBytes() == 47);

            assertEquals(3, server.handlers());
            release.countDown();
            eventually().until(() -> running.availablePermits() == 50);
        }
    }

    @Test
    void neverHandsOutWhatIsCut() throws Exception {
        var limits = DatagramLimits.DEFAULT.withDatagramBytes(100);
        try (var server = DatagramServers.start(limits, DatagramServers.ECHO);
                var sender = TestSender.to(server)) {
            sender.send(new byte[101]).send(new byte[65_507]);
            eventually().until(() -> server.dropped(DropReason.TOO_LONG) == 2);

            sender.send(new byte[100]).expect(new byte[100]).expectNothing();
        }
    }

    @Test
    void boundsTheBytesThatWait() throws Exception {
        var release = new CountDownLatch(1);
        var limits = DatagramLimits.DEFAULT.withHandlers(1).withWaitingBytes(65_507);
        try (var server = DatagramServers.start(limits, datagram -> release.await());
                var sender = TestSender.to(server)) {
            sender.send("busy");
            eventually().until(() -> server.handlers() == 1);
            sender.send(new byte[40_000]);
            eventually().until(() -> server.waitingBytes() == 40_000);

            sender.send(new byte[40_000]);

            eventually().until(() -> server.dropped(DropReason.TOO_MANY_BYTES) == 1);
            sender.send(new byte[25_000]);
            eventually().until(() -> server.waitingBytes() == 65_000);
            release.countDown();
            eventually().until(() -> server.waitingBytes() == 0);
        }
    }

    @Test
    void boundsWhatOneSourceSends() throws Exception {
        var rate = new AcceptRate(1, Duration.ofHours(1), 3);
        var limits = DatagramLimits.DEFAULT.withPerSource(rate);
        try (var server = DatagramServers.start(limits, DatagramServers.ECHO);
                var loud = TestSender.to(server);
                var other =
                        TestSender.from(
                                InetAddress.ofLiteral("127.0.0.2"),
                                server.addresses().getFirst())) {
            for (int i = 0; i < 10; i++) {
                loud.send("x");
            }
            eventually().until(() -> server.dropped(DropReason.RATE_EXCEEDED) == 7);

            other.send("quiet").expect("quiet");
        }
    }
}
