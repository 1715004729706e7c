package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers that look fast because they do not do their work.
class CheatingServerTest {
    // Long enough for those that are served, on a machine that is busy.
    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(5));

    @Test
    void refusesTheReplyToAnotherRequest() throws Exception {
        assertRefused(
                Protocol.RAW,
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
                Protocol.RAW,
                1,
                (input, output) -> {
                    output.write(input.read());
                    output.write(input.read() + 1);
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"RAW", "BENCH"})
    void refusesMoreThanWasAskedFor(Protocol protocol) throws Exception {
        assertRefused(
                protocol,
                64,
                (input, output) -> {
                    var message = input.readNBytes(wireBytes(protocol, 64));
                    output.write(message);
                    output.write(message);
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"RAW", "BENCH"})
    void refusesRepliesBeforeTheRequest(Protocol protocol) throws Exception {
        assertRefused(protocol, 64, (input, output) -> output.write(new byte[64]));
    }

    @Test
    void refusesTheEndOfAReplyBeforeTheEndOfItsRequest() throws Exception {
        int size = 16 * 1024 * 1024;

        // Far more than fits into the socket's buffers, so that the request cannot be sent yet.
        assertRefused(
                Protocol.RAW,
                size,
                (input, output) -> {
                    var first = input.readNBytes(16);
                    output.write(first);
                    for (int i = 0; i < size / 65_536; i++) {
                        output.write(new byte[65_536]);
                    }
                });
    }

    @Test
    void refusesAChangedByteWhenAllAreVerified() throws Exception {
        for (var protocol : List.of(Protocol.RAW, Protocol.BENCH)) {
            assertRefused(
                    spec(protocol, 64, Verification.FULL),
                    (input, output) -> {
                        var message = input.readNBytes(wireBytes(protocol, 64));
                        message[wireBytes(protocol, 64) - 1] ^= 1;
                        output.write(message);
                    });
        }
    }

    @Test
    void refusesAWrongLengthEvenWithoutVerification() throws Exception {
        assertRefused(
                spec(Protocol.BENCH, 64, Verification.OFF),
                (input, output) -> {
                    var message = input.readNBytes(wireBytes(Protocol.BENCH, 64));
                    message[3]--;
                    output.write(message);
                });
    }

    @Test
    void refusesAWrongStampInAFrame() throws Exception {
        assertRefused(
                Protocol.BENCH,
                64,
                (input, output) -> {
                    var message = input.readNBytes(wireBytes(Protocol.BENCH, 64));
                    message[FrameLayout.STAMP_OFFSET + 7] ^= 1;
                    output.write(message);
                });
    }

    @Test
    void tellsAWrongReplyWheneverItIsAskedLater() throws Exception {
        try (var server =
                        new TestServer((input, output) -> {
                            input.readNBytes(64);
                            output.write(new byte[64]);
                        });
                var load = LoadClient.open(LoadSpec.echo(raw(server), 64, 2, loops(2)))) {
            load.start();

            await().until(() -> failsBy(load));

            assertThrows(WrongReplyException.class, load::sample);
            assertThrows(WrongReplyException.class, load::finish);
        }
    }

    @Test
    void countsTruncatedRepliesAsErrors() throws Exception {
        try (var server =
                        new TestServer(
                                (input, output) -> output.write(input.readNBytes(64), 0, 63));
                var load = LoadClient.open(LoadSpec.echo(raw(server), 64, 2, loops(1)))) {
            load.start();

            var sample = awaitErrors(load);

            assertEquals(0, sample.replies());
        }
    }

    @Test
    void countsAServerThatClosesAtOnceAsErrors() throws Exception {
        try (var server = new TestServer((input, output) -> {});
                var load = LoadClient.open(LoadSpec.echo(raw(server), 64, 2, loops(1)))) {
            load.start();

            awaitErrors(load);
        }
    }

    @Test
    void doesNotTakeAServerThatClosesAtOnceForVerified() throws Exception {
        try (var server = new TestServer((input, output) -> input.readNBytes(10));
                var load = LoadClient.open(LoadSpec.echo(raw(server), 64, 2, loops(1)))) {
            var failure = assertThrows(IOException.class, () -> load.exchangeEach(1));

            assertTrue(failure.getMessage().contains("connection"), failure::getMessage);
        }
    }

    @Test
    void showsWhoIsNotServed() throws Exception {
        var accepted = new AtomicInteger();
        try (var server =
                        new TestServer((input, output) -> {
                            if (accepted.getAndIncrement() < 10) {
                                input.transferTo(output);
                            } else {
                                awaitClose(input, output);
                            }
                        });
                var load =
                        LoadClient.open(
                                LoadSpec.echo(raw(server), 64, 100, loops(2)).withLimits(SHORT))) {
            load.start();
            await().until(() -> accepted.get() >= 100);

            var sample = load.finish();

            assertEquals(90, sample.perConnection().starved());
            assertTrue(sample.perConnection().jain() < 0.2, sample::toString);
            assertTrue(sample.timeouts() >= 90, sample::toString);
        }
    }

    private static boolean failsBy(LoadClient load) throws Exception {
        try {
            load.sample();
            return false;
        } catch (WrongReplyException e) {
            return true;
        }
    }

    private static ClientSample awaitErrors(LoadClient load) {
        var last = new ClientSample[1];
        await().until(() -> {
            last[0] = load.sample();
            return last[0].errors() > 0;
        });
        return last[0];
    }

    private static void assertRefused(Protocol protocol, int bytes, TestServer.Behaviour cheat)
            throws Exception {
        assertRefused(spec(protocol, bytes, Verification.STAMP), cheat);
    }

    private static void assertRefused(LoadSpec spec, TestServer.Behaviour cheat) throws Exception {
        try (var server =
                        new TestServer((input, output) -> {
                            cheat.serve(input, output);
                            awaitClose(input, output);
                        });
                var load =
                        LoadClient.open(
                                spec.withEndpoint(
                                        new Endpoint(
                                                spec.endpoint().protocol(),
                                                Transport.STREAM,
                                                server.address(),
                                                "")))) {
            assertThrows(WrongReplyException.class, () -> load.exchangeEach(3));
        }
    }

    private static LoadSpec spec(Protocol protocol, int bytes, Verification verification) {
        return LoadSpec.echo(
                new Endpoint(
                        protocol, Transport.STREAM, InetSocketAddress.createUnresolved("x", 1), ""),
                bytes,
                1,
                new EngineOptions(Kind.NIO, 1, Pacing.HYBRID, false, verification));
    }

    private static int wireBytes(Protocol protocol, int bytes) {
        return protocol == Protocol.RAW ? bytes : FrameLayout.HEADER_BYTES + bytes;
    }

    private static Endpoint raw(TestServer server) {
        return Endpoint.raw(server.address());
    }

    private static EngineOptions loops(int loops) {
        return EngineOptions.loops(loops);
    }

    private static void awaitClose(InputStream input, OutputStream output) throws IOException {
        output.flush();
        input.transferTo(OutputStream.nullOutputStream());
    }
}
