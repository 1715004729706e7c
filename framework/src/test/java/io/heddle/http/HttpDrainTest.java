package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.Crowd;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.TestPeer;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A stop loses no request that a connection has begun to bring, and answers say that they are the
/// last. `-Dheddle.runs=100 -Dheddle.clients=300` is the long form.
@Timeout(900)
class HttpDrainTest {

    private static final int RUNS = Integer.getInteger("heddle.runs", 3);
    private static final int CLIENTS = Integer.getInteger("heddle.clients", 50);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";
    private static final long HANDLER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long UNTIL_STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    /// How long a stop waits at least for the first byte of who has just connected.
    private static final long FIRST_BYTE_NANOS = TimeUnit.MILLISECONDS.toNanos(45);

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger last = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    private static String receive(TestPeer peer) {
        return new String(peer.receiveAll(), ISO_8859_1);
    }

    private static Background stop(HttpServer server) {
        Background stop =
                Background.start(() -> assertEquals(0, server.shutdown(LONG).forced().size()));
        eventually()
                .until(() ->
                        server.server().openConnections().stream()
                                .allMatch(connection -> connection.isDraining()));
        return stop;
    }

    /// Clients keep their connections; each has a request at work when the stop begins.
    @Test
    void stopUnderLoadLosesNoRequest() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            var atWork = new CountDownLatch(CLIENTS);
            var stopping = new CountDownLatch(1);
            HttpHandler handler =
                    request -> {
                        if (request.path().equals("/last")) {
                            atWork.countDown();
                            stopping.await();
                        }
                        return Response.text("hello");
                    };
            try (var server = HttpServers.start(handler)) {
                Background stop =
                        Background.start(() -> {
                            atWork.await();
                            Background end = stop(server);
                            stopping.countDown();
                            end.join();
                        });
                Crowd.of(CLIENTS, _ -> askSome(server));
                stop.join();
            }
        }

        System.out.printf(
                "%d stops with %d clients: %d answered, %d told that it is the last%n",
                RUNS, CLIENTS, answered.get(), last.get());
        assertEquals(RUNS * CLIENTS, last.get());
        assertEquals(4 * RUNS * CLIENTS, answered.get());
    }

    private void askSome(HttpServer server) {
        try (var peer = TestPeer.connect(server.server())) {
            for (int i = 0; i < 3; i++) {
                assertFalse(ask(peer, GET));
            }
            assertTrue(ask(peer, GET.replace("/ ", "/last ")));
            peer.expectEnd();
        }
    }

    /// @return whether the answer says that it is the last
    private boolean ask(TestPeer peer, String request) {
        peer.send(wire(request));
        String head = head(peer);
        assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        peer.expect("hello");
        answered.incrementAndGet();
        boolean isLast = head.contains("Connection: close\r\n");
        if (isLast) {
            last.incrementAndGet();
        }
        return isLast;
    }

    /// Clients ask again as soon as they are answered. Who is slow to do so may find the connection
    /// ended instead, which is no loss: it reads the end in good order and not a byte of an answer,
    /// so that it may ask again elsewhere.
    @Test
    void stopBetweenRequestsIsSeenAsSuch() throws Exception {
        for (int i = 0; i < RUNS; i++) {
            HttpHandler handler =
                    _ -> {
                        LockSupport.parkNanos(HANDLER_NANOS);
                        return Response.text("hello");
                    };
            var met = new CountDownLatch(CLIENTS);
            try (var server = HttpServers.start(handler)) {
                var forced = new AtomicInteger(-1);
                Background stop =
                        Background.start(() -> {
                            met.await();
                            LockSupport.parkNanos(UNTIL_STOP_NANOS);
                            forced.set(server.shutdown(LONG).forced().size());
                        });
                Crowd.of(CLIENTS, _ -> askUntilTheLast(server, met));
                stop.join();

                assertEquals(0, forced.get());
            }
        }

        System.out.printf(
                "%d stops with %d clients: %d answered, %d told that it is the last,"
                        + " %d ended between two requests%n",
                RUNS, CLIENTS, answered.get(), last.get(), lost.get());
        assertEquals(RUNS * CLIENTS, last.get() + lost.get());
    }

    private void askUntilTheLast(HttpServer server, CountDownLatch met) {
        try (var peer = TestPeer.connect(server.server())) {
            met.countDown();
            while (true) {
                peer.send(wire(GET));
                String head = head(peer);
                if (head.isEmpty()) {
                    lost.incrementAndGet();
                    return;
                }
                peer.expect("hello");
                answered.incrementAndGet();
                if (head.contains("Connection: close\r\n")) {
                    last.incrementAndGet();
                    peer.expectEnd();
                    return;
                }
            }
        }
    }

    private static String head(TestPeer peer) {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            byte[] next = peer.receive(1);
            if (next.length == 0) {
                return head.toString();
            }
            head.append((char) next[0]);
        }
        return head.toString();
    }

    /// Clients make a connection for each request. One that the machine holds up between the two is
    /// not waited for: it reads the end, and not a byte.
    @Test
    void stopLosesNoConnectionThatWasAccepted() throws Exception {
        var resets = new AtomicInteger();
        for (int i = 0; i < RUNS; i++) {
            try (var server = HttpServers.start(_ -> Response.text("hello"))) {
                var address = (InetSocketAddress) server.server().addresses().getFirst();
                Background stop =
                        Background.start(() -> {
                            LockSupport.parkNanos(UNTIL_STOP_NANOS);
                            server.shutdown(LONG);
                        });
                Crowd.of(CLIENTS, _ -> resets.addAndGet(connectUntilNobodyListens(address)));
                stop.join();
            }
        }

        System.out.printf(
                "%d answered, %d without an answer, %d too late to get one, %d reset by the kernel"
                        + " behind the last accept%n",
                answered.get(), lost.get(), late.get(), resets.get());
        assertEquals(0, lost.get());
        assertTrue(answered.get() > 0);
    }

    private int connectUntilNobodyListens(InetSocketAddress address) {
        while (true) {
            long begin = System.nanoTime();
            try (var peer = TestPeer.connect(address)) {
                peer.send(wire("GET / HTTP/1.1\nHost: a\nConnection: close\n\n"));
                boolean isLate = System.nanoTime() - begin > FIRST_BYTE_NANOS;
                String answer = receive(peer);
                if (answer.endsWith("hello")) {
                    answered.incrementAndGet();
                } else {
                    (isLate && answer.isEmpty() ? late : lost).incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                return e.getCause() instanceof ConnectException ? 0 : 1;
            }
        }
    }

    @Test
    void restingAndSilentConnectionsEndAtOnce() throws Exception {
        try (var server = HttpServers.start(_ -> Response.text("hello"));
                var resting = TestPeer.connect(server.server());
                var silent = TestPeer.connect(server.server())) {
            resting.send(wire(GET));
            head(resting);
            resting.expect("hello");
            eventually().until(() -> server.server().openConnections().size() == 2);
            long begin = System.nanoTime();

            Background stop = stop(server);

            resting.expectEnd();
            silent.expectEnd();
            long took = System.nanoTime() - begin;
            resting.leave();
            silent.leave();
            stop.join();
            System.out.printf("ended %.1f ms after the stop%n", took / 1e6);
            assertTrue(took < TimeUnit.SECONDS.toNanos(5), () -> "took " + took + " ns");
        }
    }

    @Test
    void requestWhoseFirstByteHasComeIsAnswered() throws Exception {
        try (var server = HttpServers.start(_ -> Response.text("hello"));
                var peer = TestPeer.connect(server.server())) {
            peer.send("G");
            eventually()
                    .until(() ->
                            server.server().openConnections().stream()
                                    .anyMatch(connection -> connection.bytesIn() == 1));
            Background stop = stop(server);

            peer.send(wire(GET.substring(1)));

            String answer = receive(peer);
            peer.leave();
            stop.join();
            assertEquals("200", statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
        }
    }

    /// The answer that is the last one says so, and so the peer knows that the others have not been
    /// looked at ([RFC 9112 §9.6](https://www.rfc-editor.org/rfc/rfc9112#section-9.6)).
    @Test
    void pipelinedRequestsBehindTheOneAtWorkAreLeftToBeRetried() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var handled = new AtomicInteger();
        HttpHandler slow =
                _ -> {
                    handled.incrementAndGet();
                    begun.countDown();
                    release.await();
                    return Response.OK;
                };
        try (var server = HttpServers.start(slow);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET.repeat(5)));
            begun.await();
            Background stop = stop(server);

            release.countDown();

            String answer = receive(peer);
            peer.leave();
            stop.join();
            assertEquals("200", statuses(answer));
            assertTrue(answer.contains("Connection: close\r\n"), answer);
            assertEquals(1, handled.get());
        }
    }

    @Test
    void uploadUnderWayIsReadToItsEnd() throws Exception {
        try (var server = HttpServers.start(HttpServers.MIRROR);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire("POST / HTTP/1.1\nHost: a\nContent-Length: 6\n\nabc"));
            eventually()
                    .until(() ->
                            server.server().openConnections().stream()
                                    .anyMatch(connection -> connection.bytesIn() > 10));
            Background stop = stop(server);
            peer.expectNothing();

            peer.send("def");

            String answer = receive(peer);
            peer.leave();
            stop.join();
            assertTrue(answer.endsWith("POST / abcdef"), answer);
            assertTrue(answer.contains("Connection: close\r\n"), answer);
        }
    }

    @Test
    void handlerThatNeverEndsIsForcedAtTheDeadline() throws Exception {
        var begun = new CyclicBarrier(2);
        var never = new CountDownLatch(1);
        HttpHandler stuck =
                _ -> {
                    begun.await();
                    never.await();
                    return Response.OK;
                };
        Duration grace = Duration.ofMillis(500);
        try (var server = HttpServers.start(stuck);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            begun.await();
            long begin = System.nanoTime();

            ShutdownReport report = server.shutdown(ShutdownPlan.within(grace));

            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertEquals(1, report.forced().size());
            assertTrue(took.compareTo(grace) >= 0, took::toString);
            assertTrue(took.compareTo(grace.plusSeconds(4)) < 0, took::toString);
            peer.expectEnd();
        } finally {
            never.countDown();
        }
    }
}
