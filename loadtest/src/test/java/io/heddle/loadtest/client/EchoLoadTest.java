package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoLoadTest {
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
    void countsEveryReply(int payloadBytes, int connections, int loops) throws Exception {
        try (var server = TestServer.echo();
                var load = new EchoLoad(server.address(), loops, payloadBytes)) {
            load.connect(connections);

            load.echoEach(5);

            var sample = load.sample();
            assertEquals(5L * connections, sample.replies());
            assertEquals(5, sample.fewestReplies());
            assertEquals(5, sample.mostReplies());
            assertEquals(0, sample.starvedConnections());
        }
    }

    @Test
    void runsUntilPaused() throws Exception {
        try (var server = TestServer.echo();
                var load = new EchoLoad(server.address(), 1, 64)) {
            load.connect(4);
            load.start();
            await().until(() -> load.sample().fewestReplies() > 10);

            load.pause();

            load.sample();
            var afterwards = load.sample();
            assertEquals(0, afterwards.replies());
            assertEquals(4, afterwards.starvedConnections());
        }
    }

    @Test
    void goesOnAfterAPause() throws Exception {
        try (var server = TestServer.echo();
                var load = new EchoLoad(server.address(), 1, 64)) {
            load.connect(2);
            load.echoEach(3);
            load.pause();
            load.sample();

            load.connect(2);
            load.echoEach(1);

            assertEquals(4, load.sample().replies());
        }
    }

    @Test
    void measuresItsOwnWork() throws Exception {
        try (var server = TestServer.echo();
                var load = new EchoLoad(server.address(), 1, 64)) {
            load.connect(1);

            load.echoEach(2000);

            var sample = load.sample();
            assertTrue(sample.busyShare() > 0 && sample.busyShare() <= 1, sample::toString);
            assertTrue(sample.seconds() > 0);
            assertEquals(2000, sample.latencies().getTotalCount());
            assertTrue(sample.latencies().getMinValue() > 0);
        }
    }

    @Test
    void refusesChangedBytes() throws Exception {
        assertRefused(
                64,
                (input, output) -> {
                    var message = input.readNBytes(64);
                    message[40] ^= 1;
                    output.write(message);
                });
    }

    @Test
    void refusesTheReplyToAnotherRequest() throws Exception {
        assertRefused(
                64,
                (input, output) -> {
                    var first = input.readNBytes(64);
                    output.write(first);
                    input.readNBytes(64);
                    output.write(first);
                });
    }

    @Test
    void refusesRepliesOfOneByteThatAreWrong() throws Exception {
        assertRefused(
                1,
                (input, output) -> {
                    output.write(input.read());
                    output.write(input.read() + 1);
                });
    }

    @Test
    void refusesMoreThanWasAskedFor() throws Exception {
        assertRefused(
                64,
                (input, output) -> {
                    var message = input.readNBytes(64);
                    output.write(message);
                    output.write(message);
                });
    }

    @Test
    void refusesRepliesBeforeTheRequest() throws Exception {
        assertRefused(64, (input, output) -> output.write(new byte[64]));
    }

    @Test
    void failsWhenTheServerCloses() throws Exception {
        try (var server = new TestServer((input, output) -> input.readNBytes(10));
                var load = new EchoLoad(server.address(), 1, 64)) {
            load.connect(1);

            var failure = assertThrows(IOException.class, () -> load.echoEach(1));

            assertFalse(failure instanceof WrongReplyException, failure::toString);
            assertThrows(IOException.class, load::sample);
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        InetSocketAddress nobody;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        }

        try (var load = new EchoLoad(nobody, 1, 64)) {
            assertThrows(ConnectException.class, () -> load.connect(1));
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        try (var server = TestServer.echo()) {
            try (var load = new EchoLoad(server.address(), 2, 64)) {
                load.connect(20);
                load.echoEach(1);
                assertEquals(20, server.openConnections());
            }

            await().until(() -> server.openConnections() == 0);
            await().until(() -> threadsNamed("load-loop") == 0);
        }
    }

    private static long threadsNamed(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }

    private static void assertRefused(int payloadBytes, TestServer.Behaviour cheat)
            throws Exception {
        try (var server =
                        new TestServer((input, output) -> {
                            cheat.serve(input, output);
                            awaitClose(input, output);
                        });
                var load = new EchoLoad(server.address(), 1, payloadBytes)) {
            load.connect(1);

            assertThrows(WrongReplyException.class, () -> load.echoEach(3));
        }
    }

    private static void awaitClose(InputStream input, OutputStream output) throws IOException {
        output.flush();
        input.transferTo(OutputStream.nullOutputStream());
    }
}
