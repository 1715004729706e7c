package io.heddle.http;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ConnectionClosedException;
import io.heddle.Eventually;
import io.heddle.MemoryConnection;
import io.heddle.Servers;
import io.heddle.TestPeer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// An answer does not wait for the next one if that takes long, whoever sends it meanwhile. The
/// long form is `-Dheddle.batches=20000`.
class LateAnswersTest {

    private static final String FAST = "GET /fast HTTP/1.1\nHost: a\n\n";
    private static final String SLOW = "GET /slow HTTP/1.1\nHost: a\n\n";
    private static final int BATCHES = Integer.getInteger("heddle.batches", 300);
    private static final int MOST_PAUSE_NANOS = 250_000; // twice what finds it late, about

    private final CountDownLatch release = new CountDownLatch(1);

    private Response answer(Request request) throws Exception {
        if (request.path().equals("/slow")) {
            awaitRelease();
        }
        byte[] content = request.content().readAllBytes();
        return Response.text(request.path() + new String(content, ISO_8859_1));
    }

    private static void spin(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    private void awaitRelease() throws IOException {
        try {
            assertTrue(release.await(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static void expectAnswer(TestPeer peer, String content) {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(peer.receive(1), ISO_8859_1));
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 200 "), head::toString);
        peer.expect(content);
    }

    @Test
    void answerComesWhileTheNextOneIsMade() throws Exception {
        try (var server = HttpServers.start(this::answer);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(FAST + FAST + SLOW + FAST));

            expectAnswer(peer, "/fast");
            expectAnswer(peer, "/fast");
            peer.expectNothing();
            release.countDown();

            expectAnswer(peer, "/slow");
            expectAnswer(peer, "/fast");
        }
    }

    @Test
    void contentOfTheNextRequestIsReadAllTheSame() throws Exception {
        String upload = "POST /slow HTTP/1.1\nHost: a\nContent-Length: 3\n%s\n";
        try (var server = HttpServers.start(this::answer);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(FAST + upload.formatted("Expect: 100-continue\n")));
            expectAnswer(peer, "/fast");
            release.countDown();
            peer.expect("HTTP/1.1 100 Continue\r\n\r\n");
            peer.send("abc");
            expectAnswer(peer, "/slowabc");

            peer.send(wire(FAST + upload.formatted("")));
            expectAnswer(peer, "/fast");
            peer.send("def" + new String(wire(FAST), ISO_8859_1));
            expectAnswer(peer, "/slowdef");
            expectAnswer(peer, "/fast");
        }
    }

    @Test
    void answerComesBeforeTheStreamBehindIt() throws Exception {
        HttpHandler streaming =
                request ->
                        request.path().equals("/fast")
                                ? Response.text("/fast")
                                : Response.stream(
                                        "text/plain",
                                        1,
                                        output -> {
                                            awaitRelease();
                                            output.write('x');
                                        });
        try (var server = HttpServers.start(streaming);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(FAST + SLOW));

            expectAnswer(peer, "/fast");
            release.countDown();

            expectAnswer(peer, "x");
        }
    }

    @Test
    void closeEndsTheWaitForThemLikeAnyOther() throws Exception {
        HttpConfig config = HttpConfig.on(Servers.configWithLinger(Duration.ofMillis(10)));
        try (var server = HttpServer.start(config, this::answer);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(FAST + SLOW));
            expectAnswer(peer, "/fast");

            server.server().close();

            peer.expectEnd();
        } finally {
            release.countDown();
        }
    }

    /// Who sends and who takes back meet at all times.
    @Test
    void answersStayWholeAndInOrder() throws Exception {
        var random = new SplittableRandom(9112);
        var lateAnswers = new LateAnswers(Duration.ofNanos(1));
        var peer = MemoryConnection.of();
        var output = new MessageOutput(peer.connection().output(), lateAnswers);
        var expected = new StringBuilder();
        int sentMeanwhile = 0;

        for (int i = 0; i < BATCHES; i++) {
            for (int j = 0; j < 4; j++) {
                String answer = "answer " + i + "." + j + "\n";
                expected.append(answer);
                output.write(answer);
                long before = peer.connection().bytesOut();
                assertTrue(output.lend());
                spin(random.nextInt(MOST_PAUSE_NANOS));
                output.takeBack();
                assertFalse(output.isLent());
                sentMeanwhile += peer.connection().bytesOut() > before ? 1 : 0;
            }
            output.flush();
        }
        output.retire();
        output.release();

        System.out.printf("%d of %d were sent meanwhile%n", sentMeanwhile, 4 * BATCHES);
        assertEquals(expected.toString(), new String(peer.written(), ISO_8859_1));
        assertEquals(expected.length(), output.written());
    }

    @Test
    void failureIsThatOfWhoTakesBack() throws Exception {
        var peer = MemoryConnection.of();
        var output =
                new MessageOutput(peer.connection().output(), new LateAnswers(Duration.ofNanos(1)));
        output.write("answer");
        peer.connection().close();
        output.lend();
        Eventually.eventually().until(() -> !output.isLent());

        assertThrows(ConnectionClosedException.class, output::takeBack);

        assertThrows(ConnectionClosedException.class, output::takeBack);
        output.retire();
        output.release();
    }

    @Test
    void nothingIsLentWhereNothingIsGathered() throws Exception {
        var peer = MemoryConnection.of();
        var output = new MessageOutput(peer.connection().output(), new LateAnswers());

        assertFalse(output.lend());
        output.takeBack();
    }

    /// Many connections at once, whose handlers take about as long as somebody looks for them.
    @Test
    void pipelinesOfUnevenHandlersAreAnsweredInOrder() throws Exception {
        HttpHandler uneven =
                request -> {
                    long number = Long.parseLong(request.path().substring(1));
                    LockSupport.parkNanos(new SplittableRandom(number).nextLong(25_000_000));
                    return Response.text(request.path());
                };
        var all = new StringBuilder();
        IntStream.range(0, 40).forEach(i -> all.append(FAST.replace("fast", String.valueOf(i))));
        try (var server = HttpServers.start(uneven)) {
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                peers.add(TestPeer.connect(server.server()).send(wire(all.toString())));
            }
            for (TestPeer peer : peers) {
                for (int i = 0; i < 40; i++) {
                    expectAnswer(peer, "/" + i);
                }
                peer.close();
            }
        }
    }
}
