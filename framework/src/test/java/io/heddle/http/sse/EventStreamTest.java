package io.heddle.http.sse;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.HeddleException;
import io.heddle.PeerWatch;
import io.heddle.TaskScope;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServer;
import io.heddle.http.HttpServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Events that go to a peer ([WHATWG HTML
/// §9.2](https://html.spec.whatwg.org/multipage/server-sent-events.html)).
class EventStreamTest {

    private static final String GET = "GET / HTTP/1.1\nHost: a\n\n";
    private static final String OLD_GET = "GET / HTTP/1.0\n\n";
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static HttpHandler streaming(EventWriter writer) {
        return request -> EventStream.respond(request, writer);
    }

    private static HttpHandler streaming(Duration heartbeat, EventWriter writer) {
        return request -> EventStream.respond(request, heartbeat, writer);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static void relay(BlockingQueue<String> queue, EventStream stream)
            throws IOException, InterruptedException {
        for (String next = stream.await(queue); next != null; next = stream.await(queue)) {
            stream.send(next);
        }
    }

    /// Reads from a peer until some text came.
    private static String receiveUntil(TestPeer peer, String end) {
        var received = new StringBuilder();
        while (received.indexOf(end) < 0) {
            byte[] one = peer.receive(1);
            assertEquals(1, one.length, () -> "ended after " + received);
            received.append((char) one[0]);
        }
        return received.toString();
    }

    @Test
    void eachEventIsAChunkAndTheConnectionGoesOn() throws Exception {
        HttpHandler handler =
                streaming(stream -> {
                    stream.send("one");
                    stream.send(ServerSentEvent.of("two").withId("2"));
                });

        String answers = HttpServers.served(handler, wire(GET + GET));

        assertEquals("200 200", HttpServers.statuses(answers));
        assertTrue(answers.contains("\r\nContent-Type: text/event-stream\r\n"), answers);
        assertTrue(answers.contains("\r\nCache-Control: no-store\r\n"), answers);
        assertTrue(
                answers.endsWith(
                        "\r\n\r\nb\r\ndata: one\n\n\r\n11\r\nid: 2\ndata: two\n\n\r\n0\r\n\r\n"),
                answers);
    }

    @Test
    void oldPeerReadsToTheEnd() throws Exception {
        String answer = HttpServers.served(streaming(stream -> stream.send("one")), wire(OLD_GET));

        assertFalse(answer.contains("Transfer-Encoding"), answer);
        assertEquals("data: one\n\n", body(answer));
    }

    @Test
    void headHasNoEvents() throws Exception {
        List<EventStream> written = new ArrayList<>();

        String answer =
                HttpServers.served(streaming(written::add), wire(GET.replace("GET", "HEAD")));

        assertTrue(answer.contains("\r\nContent-Type: text/event-stream\r\n"), answer);
        assertEquals("", body(answer));
        assertEquals(List.of(), written);
    }

    @Test
    void lastEventIdIsWhatThePeerSays() throws Exception {
        HttpHandler handler = streaming(stream -> stream.send("after " + stream.lastEventId()));

        String first = HttpServers.served(handler, wire(OLD_GET));
        byte[] request = "GET / HTTP/1.0\r\nLast-Event-ID: 7ü\r\n\r\n".getBytes(UTF_8);
        String again = HttpServers.served(handler, request);

        assertEquals("data: after null\n\n", body(first));
        assertEquals("data: after 7ü\n\n", body(new String(again.getBytes(ISO_8859_1), UTF_8)));
    }

    @Test
    void headIsSentBeforeTheFirstEvent() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        try (var server = HttpServers.start(streaming(stream -> relay(queue, stream)));
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(OLD_GET));

            receiveUntil(peer, "\r\n\r\n");
            queue.add("now");
            peer.expect("data: now\n\n");
        }
    }

    @Test
    void heartbeatsGoWhereNothingElseDoes() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Duration beat = Duration.ofMillis(20);
        try (var server = HttpServers.start(streaming(beat, stream -> relay(queue, stream)));
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(OLD_GET));
            receiveUntil(peer, "\r\n\r\n");

            peer.expect(":\n\n:\n\n:\n\n");
        }
    }

    @Test
    void pauseLetsTimePassWithHeartbeats() throws Exception {
        HttpHandler handler =
                streaming(
                        Duration.ofMillis(10),
                        stream -> stream.send("passed " + stream.pause(Duration.ofMillis(100))));

        String answer = HttpServers.served(handler, wire(OLD_GET));

        assertTrue(body(answer).startsWith(":\n\n"), answer);
        assertTrue(answer.endsWith("data: passed true\n\n"), answer);
    }

    @Test
    void peerThatHasGoneIsFoundByHeartbeats() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        var failure = new AtomicReference<Exception>();
        HttpHandler handler =
                streaming(
                        Duration.ofMillis(10),
                        stream -> {
                            try {
                                relay(queue, stream);
                            } catch (IOException e) {
                                failure.set(e);
                                throw e;
                            }
                        });
        try (var server = HttpServers.start(handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            receiveUntil(peer, "\r\n\r\n");

            peer.leave();

            eventually().until(() -> server.server().openConnections().isEmpty());
            assertInstanceOf(HeddleException.class, failure.get());
        }
    }

    @Test
    void watchedPeerThatLeavesEndsTheWaitAtOnce() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        HttpHandler handler =
                streaming(
                        Timeouts.NEVER,
                        stream ->
                                stream.request()
                                        .connection()
                                        .watchingPeer(
                                                PeerWatch.CANCEL,
                                                () -> {
                                                    relay(queue, stream);
                                                    return true;
                                                }));
        try (var server = HttpServers.start(handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            receiveUntil(peer, "\r\n\r\n");
            queue.add("one");
            receiveUntil(peer, "one\n\n");

            peer.leave();

            eventually().until(() -> server.server().openConnections().isEmpty());
        }
    }

    @Test
    void peerSeesThatTheWriterFailed() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        HttpConfig config = HttpServers.config(failures);
        HttpHandler handler =
                streaming(stream -> {
                    stream.send("one");
                    throw new TimeoutException("too slow");
                });

        String answer = HttpServers.served(config, handler, wire(GET));

        assertTrue(answer.endsWith("data: one\n\n\r\n"), answer);
        assertInstanceOf(TimeoutException.class, failures.getFirst().getCause());
    }

    @Test
    void sendersTakeTurnsAndEventsStayWhole() throws Exception {
        int senders = 8;
        int each = 200;
        HttpHandler handler =
                streaming(stream -> {
                    try (TaskScope<Boolean, IOException> tasks = TaskScope.allSucceed()) {
                        for (int sender = 0; sender < senders; sender++) {
                            String data = String.valueOf(sender).repeat(1 + 700 * sender);
                            tasks.fork(() -> {
                                for (int i = 0; i < each; i++) {
                                    stream.send(data);
                                }
                                return true;
                            });
                        }
                        tasks.join();
                    }
                });
        try (var server = HttpServers.start(handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(OLD_GET));

            String all = body(new String(peer.receiveAll(), UTF_8));
            List<String> events = all.strip().lines().filter(line -> !line.isEmpty()).toList();

            assertEquals(senders * each, events.size());
            for (String event : events) {
                assertTrue(event.matches("data: (0|1{701}|2{1401}|3{2101}|4{2801}|5+|6+|7+)"));
            }
        }
    }

    @Test
    void stopEndsTheWaitAndTheStreamInGoodOrder() throws Exception {
        BlockingQueue<String> queue = new SynchronousQueue<>();
        HttpHandler handler =
                streaming(stream -> {
                    relay(queue, stream);
                    assertFalse(stream.isOpen());
                    assertFalse(stream.pause(GRACE));
                    stream.send("bye");
                });
        try (var server = HttpServers.start(handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            receiveUntil(peer, "\r\n\r\n");

            var stop = stop(server);

            String rest = new String(peer.receiveAll(), UTF_8);
            peer.leave();
            stop.join();
            assertEquals("b\r\ndata: bye\n\n\r\n0\r\n\r\n", rest);
        }
    }

    private static Thread stop(HttpServer server) {
        return Thread.ofVirtual().start(() -> server.shutdown(GRACE));
    }

    @Test
    void stopEndsPausesToo() throws Exception {
        HttpHandler handler =
                streaming(stream -> {
                    while (stream.pause(GRACE)) {
                        stream.send("tick");
                    }
                });
        try (var server = HttpServers.start(handler);
                var peer = TestPeer.connect(server.server())) {
            peer.send(wire(GET));
            receiveUntil(peer, "\r\n\r\n");

            var stop = stop(server);

            peer.expect("0\r\n\r\n").expectEnd().leave();
            stop.join();
        }
    }

    @Test
    void manyStreamsOfOneConnectionLeaveNothingBehind() throws Exception {
        List<Integer> open = new ArrayList<>();
        HttpHandler handler =
                streaming(stream -> {
                    OpenStreams streams = OpenStreams.of(stream.request().connection());
                    open.add(streams.size());
                    stream.send("x");
                });

        HttpServers.served(handler, wire(GET.repeat(20)));

        assertEquals(List.of(1), open.stream().distinct().toList());
    }

    @Test
    void nobodySendsWhenTheWriterHasReturned() throws Exception {
        var left = new AtomicReference<EventStream>();

        HttpServers.served(streaming(left::set), wire(GET));

        EventStream stream = left.get();
        assertNotNull(stream);
        assertFalse(stream.isOpen());
        assertThrows(IOException.class, () -> stream.send("late"));
    }

    @Test
    @Timeout(20)
    void deadlineEndsTheWaitAsAnyOther() throws Exception {
        HttpHandler handler =
                streaming(stream -> {
                    var ended =
                            assertThrows(
                                    DeadlineExceededException.class,
                                    () ->
                                            Deadline.within(
                                                    Duration.ofMillis(30),
                                                    () -> stream.await(new SynchronousQueue<>())));
                    assertNotNull(ended);
                    stream.send("on");
                });

        assertEquals("data: on\n\n", body(HttpServers.served(handler, wire(OLD_GET))));
    }

    @Test
    void heartbeatMustBeInItsRange() throws Exception {
        String answer = HttpServers.served(streaming(Duration.ZERO, _ -> {}), wire(GET));

        assertEquals("500", HttpServers.statuses(answer));
    }
}
