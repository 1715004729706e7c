package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    private static final TestServer.Behaviour SILENT =
            (input, output) -> input.transferTo(OutputStream.nullOutputStream());
    private static final Limits SHORT =
            new Limits(Duration.ofMillis(200), Duration.ZERO, Duration.ofMillis(500));

    // For replies that do come, on a machine that is busy.
    private static final Limits ENOUGH =
            new Limits(Duration.ofSeconds(1), Duration.ZERO, Duration.ofMillis(500));

    @Test
    void recordsRequestsWithoutAReplyAndReplacesTheirConnections() throws Exception {
        var served = new AtomicInteger();
        try (var server =
                        new TestServer((input, output) -> {
                            if (served.getAndIncrement() < 3) {
                                SILENT.serve(input, output);
                            } else {
                                input.transferTo(output);
                            }
                        });
                var load = LoadClient.open(echo(server.address(), 3).withLimits(ENOUGH))) {
            load.start();
            var timeouts = new long[1];
            var slow = new long[1];
            var waiting = new double[1];

            await().until(() -> {
                var sample = load.sample();
                timeouts[0] += sample.timeouts();
                waiting[0] = Math.max(waiting[0], sample.meanInFlight());
                slow[0] += sample.response().getCountBetweenValues(900_000_000, Long.MAX_VALUE / 4);
                return sample.perConnection().min() > 0;
            });

            assertEquals(3, timeouts[0]);
            assertTrue(slow[0] >= 3, () -> slow[0] + " of 3 timeouts are in the histogram");
            assertEquals(3, waiting[0], 0.1);
        }
    }

    @Test
    void finishesInTimeThoughNothingIsAnswered() throws Exception {
        try (var server = new TestServer(SILENT);
                var load =
                        LoadClient.open(
                                echo(server.address(), 2)
                                        .withLimits(SHORT)
                                        .withArrivals(
                                                Arrivals.constant(1000, Duration.ofHours(1))))) {
            load.start();
            var due = new long[1];
            var timeouts = new long[1];
            await().until(() -> {
                var sample = load.sample();
                due[0] += sample.due();
                timeouts[0] += sample.timeouts();
                return due[0] >= 500;
            });

            var last = assertTimeoutPreemptively(Duration.ofSeconds(10), load::finish);

            assertEquals(0, last.replies());
            assertEquals(due[0] + last.due(), timeouts[0] + last.timeouts());
            // Also those that could never be written have their time in the histogram.
            assertEquals(last.timeouts(), last.response().getTotalCount());
            assertTrue(last.response().getMaxValue() >= 400_000_000, last::toString);
            assertTrue(last.service().getTotalCount() < last.timeouts(), last::toString);
            assertEquals(0, load.sample().meanInFlight());
        }
    }

    @Test
    void finishesInTimeThoughNobodyAccepts() throws Exception {
        try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var load = LoadClient.open(echo(address(listener), 4).withLimits(SHORT))) {
            load.start();

            var last = assertTimeoutPreemptively(Duration.ofSeconds(10), load::finish);

            assertEquals(last.due(), last.timeouts());
            assertTrue(last.timeouts() >= 4, last::toString);
        }
    }

    @Test
    void countsRepliesAfterTheDeadline() throws Exception {
        try (var server = TestServer.echo();
                var load =
                        LoadClient.open(
                                echo(server.address(), 1)
                                        .withLimits(
                                                new Limits(
                                                        Duration.ofSeconds(10),
                                                        Duration.ofNanos(1),
                                                        Duration.ofSeconds(5))))) {
            load.exchangeEach(7);

            var sample = load.sample();
            assertEquals(7, sample.deadlineMisses());
            assertEquals(0, sample.timeouts());
        }
    }

    @Test
    void saysWhichServerIsGone() throws Exception {
        InetSocketAddress address;
        LoadClient load;
        try (var server = TestServer.echo()) {
            address = server.address();
            load = LoadClient.open(echo(address, 2).withLimits(SHORT));
            load.start();
        }

        try (load) {
            var failure =
                    assertThrows(
                            IOException.class,
                            () -> await().until(() -> load.sample().seconds() > 1e6));

            assertTrue(failure.getMessage().contains(address.toString()), failure::getMessage);
        }
    }

    @Test
    void doesNotTakeASilentServerForVerified() throws Exception {
        try (var server = new TestServer(SILENT);
                var load = LoadClient.open(echo(server.address(), 2).withLimits(SHORT))) {
            var failure = assertThrows(IOException.class, () -> load.exchangeEach(1));

            assertTrue(failure.getMessage().contains("no reply for 200 ms"), failure::getMessage);
        }
    }

    private static InetSocketAddress address(ServerSocket listener) {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private static LoadSpec echo(InetSocketAddress server, int connections) {
        return LoadSpec.echo(Endpoint.raw(server), 64, connections, EngineOptions.loops(1));
    }
}
