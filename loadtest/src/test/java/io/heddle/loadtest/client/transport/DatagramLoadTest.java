package io.heddle.loadtest.client.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.client.Lifetime.ClosedBy;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Throttle;
import io.heddle.loadtest.client.WrongReplyException;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The load by UDP.
class DatagramLoadTest {
    private static final int SOCKETS = 3;
    private static final Limits IMPATIENT =
            new Limits(Duration.ofMillis(100), Duration.ZERO, Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"NIO,1", "NIO,64", "NIO,2048", "VT,1", "VT,64", "VT,2048"})
    void checksEveryByte(Kind engine, int bytes) throws Exception {
        try (var peer = TrickyPeer.honest();
                var load = LoadClient.open(spec(peer.address(), bytes, engine))) {
            load.exchangeEach(20);

            var sample = load.sample();
            assertEquals(60, sample.replies());
            assertEquals(60L * bytes, sample.bytesReceived());
            assertEquals(SOCKETS, peer.peers());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void countsWhatIsLostAndGoesOn(Kind engine) throws Exception {
        var lost = new AtomicInteger();
        try (var peer = new TrickyPeer(losingOneIn(10, lost));
                var load =
                        LoadClient.open(spec(peer.address(), 64, engine).withLimits(IMPATIENT))) {
            load.start();
            await().until(() -> lost.get() >= 2 * SOCKETS);

            var sample = load.finish();

            assertEquals(0, sample.errors());
            assertEquals(sample.due(), sample.replies() + sample.timeouts());
            // Only a machine that stands still makes more of them.
            assertTrue(sample.timeouts() >= lost.get(), () -> lost + " lost");
            assertTrue(peer.peers() > SOCKETS, "a late reply would be taken for another's");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsItsRateWhileDatagramsAreLost(Kind engine) throws Exception {
        var lost = new AtomicInteger();
        var arrivals = Arrivals.constant(500, Duration.ofMillis(400));
        try (var peer = new TrickyPeer(losingOneIn(20, lost));
                var load =
                        LoadClient.open(
                                spec(peer.address(), 64, engine)
                                        .withConnections(32)
                                        .withLimits(IMPATIENT)
                                        .withArrivals(arrivals))) {
            load.start();
            await().until(() -> lost.get() >= 9);

            var sample = load.finish();

            assertEquals(sample.due(), sample.replies() + sample.timeouts());
            assertTrue(sample.timeouts() >= lost.get(), () -> lost + " lost");
            assertTrue(sample.service().getMaxValue() >= IMPATIENT.timeout().toNanos());
        }
    }

    private static TrickyPeer.Trick losingOneIn(int many, AtomicInteger lost) {
        return (datagram, number) -> {
            if (number % many == many - 1) {
                lost.incrementAndGet();
                return List.of();
            }
            return List.of(datagram);
        };
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesADatagramThatWasCutShort(Kind engine) throws Exception {
        assertRefused(
                engine, (datagram, _) -> List.of(Arrays.copyOf(datagram, datagram.length - 1)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesADatagramThatIsTooLong(Kind engine) throws Exception {
        assertRefused(
                engine, (datagram, _) -> List.of(Arrays.copyOf(datagram, datagram.length + 1)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesASecondReply(Kind engine) throws Exception {
        assertRefused(engine, (datagram, _) -> List.of(datagram, datagram));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesTheReplyToAnother(Kind engine) throws Exception {
        var first = new byte[64];

        assertRefused(
                engine,
                (datagram, number) -> {
                    if (number == 0) {
                        System.arraycopy(datagram, 0, first, 0, first.length);
                    }
                    return List.of(first);
                });
    }

    private static void assertRefused(Kind engine, TrickyPeer.Trick trick) throws Exception {
        try (var peer = new TrickyPeer(trick);
                var load = LoadClient.open(spec(peer.address(), 64, engine))) {
            assertThrows(WrongReplyException.class, () -> load.exchangeEach(100));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void failsWhereNobodyListens(Kind engine) throws Exception {
        SocketAddress nowhere;
        try (var peer = TrickyPeer.honest()) {
            nowhere = peer.address();
        }

        try (var load = LoadClient.open(spec(nowhere, 64, engine).withLimits(IMPATIENT))) {
            assertThrows(IOException.class, () -> load.exchangeEach(1));
        }
    }

    @Test
    void asksForNothingThatDatagramsCannotDo() throws Exception {
        try (var peer = TrickyPeer.honest()) {
            var spec = spec(peer.address(), 64, Kind.NIO);

            assertImpossible("pipeline 2", spec, asked -> asked.withPipeline(2));
            assertImpossible(
                    "was Throttle", spec, asked -> asked.withThrottle(new Throttle(1000, 0)));
            assertImpossible(
                    "was Lifetime",
                    spec,
                    asked -> asked.withLifetime(new Lifetime(1, ClosedBy.SERVER, 0)));
            assertImpossible(
                    "datagrams of 1 to 2,048 bytes, was 2,049",
                    spec,
                    asked -> spec(peer.address(), 2049, Kind.NIO));
        }
    }

    private static void assertImpossible(
            String message, LoadSpec spec, UnaryOperator<LoadSpec> asking) {
        var failure = assertThrows(IllegalArgumentException.class, () -> asking.apply(spec));

        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void takesNewSocketsWhereTheirLifeEnds(Kind engine) throws Exception {
        var lifetime = new Lifetime(2, ClosedBy.CLIENT, 0);
        try (var peer = TrickyPeer.honest();
                var load =
                        LoadClient.open(spec(peer.address(), 64, engine).withLifetime(lifetime))) {
            load.exchangeEach(10);

            assertEquals(30, load.sample().replies());
            assertTrue(peer.peers() >= 15, () -> peer.peers() + " sockets");
        }
    }

    private static LoadSpec spec(SocketAddress address, int bytes, Kind engine) {
        var options = new EngineOptions(engine, 1, Pacing.HYBRID, false, Verification.FULL);
        return LoadSpec.echo(Endpoint.datagrams(address), bytes, SOCKETS, options);
    }
}
