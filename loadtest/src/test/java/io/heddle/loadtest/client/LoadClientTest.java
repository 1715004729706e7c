package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadClientTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "15, 3, 2",
        "16, 1, 1",
        "64, 10, 1",
        "64, 7, 3",
        "70000, 4, 1",
        "1048576, 2, 2"
    })
    void countsEveryReply(int bytes, int connections, int loops) throws Exception {
        try (var server = TestServer.echo();
                var load = LoadClient.open(echo(server, bytes, connections, loops))) {
            load.exchangeEach(5);

            var sample = load.sample();
            assertEquals(5L * connections, sample.replies());
            assertEquals(5, sample.perConnection().min());
            assertEquals(5, sample.perConnection().max());
            assertEquals(0, sample.perConnection().starved());
            assertEquals(5L * connections * bytes, sample.bytesReceived());
            assertEquals(connections, sample.connect().getTotalCount());
        }
    }

    @Test
    void runsUntilFinished() throws Exception {
        try (var server = TestServer.echo();
                var load = LoadClient.open(echo(server, 64, 4, 1))) {
            load.start();
            await().until(() -> load.sample().perConnection().min() > 10);

            load.finish();

            var afterwards = load.sample();
            assertEquals(0, afterwards.replies());
            assertEquals(4, afterwards.perConnection().starved());
            assertEquals(0, afterwards.meanInFlight());
        }
    }

    @Test
    void startsAgain() throws Exception {
        try (var server = TestServer.echo();
                var load = LoadClient.open(echo(server, 64, 2, 1))) {
            load.start();
            load.finish();

            load.arrive(Arrivals.constant(1000, Duration.ofMillis(100)));
            load.start();
            var replies = new long[1];
            await().until(() -> (replies[0] += load.sample().replies()) == 100);

            assertEquals(0, load.finish().replies());
        }
    }

    @Test
    void measuresItsOwnWork() throws Exception {
        try (var server = TestServer.echo();
                var load = LoadClient.open(echo(server, 64, 1, 1))) {
            load.exchangeEach(2000);

            var sample = load.sample();
            assertTrue(sample.busyShare() > 0 && sample.busyShare() <= 1, sample::toString);
            assertTrue(sample.seconds() > 0);
            assertEquals(2000, sample.service().getTotalCount());
            assertEquals(2000, sample.response().getTotalCount());
            assertEquals(2000, sample.firstByte().getTotalCount());
            assertEquals(2000, sample.sendLag().getTotalCount());
            assertTrue(sample.service().getMinValue() > 0);
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        try (var bound = new Socket()) { // so that nobody else may listen there
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var nobody = new InetSocketAddress(bound.getLocalAddress(), bound.getLocalPort());
            var spec = LoadSpec.echo(Endpoint.raw(nobody), 64, 3, EngineOptions.loops(2));

            var failure = assertThrows(IOException.class, () -> LoadClient.open(spec));

            assertTrue(failure.getMessage().contains(nobody.toString()), failure::getMessage);
            assertFalse(failure instanceof WrongReplyException, failure::toString);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        try (var server = TestServer.echo()) {
            try (var load = LoadClient.open(echo(server, 64, 20, 2))) {
                load.exchangeEach(1);
                assertEquals(20, server.openConnections());
            }

            await().until(() -> server.openConnections() == 0);
            await().until(() -> threadsNamed("load-loop") == 0);
        }
    }

    private static LoadSpec echo(TestServer server, int bytes, int connections, int loops) {
        return LoadSpec.echo(
                Endpoint.raw(server.address()), bytes, connections, EngineOptions.loops(loops));
    }

    private static long threadsNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
