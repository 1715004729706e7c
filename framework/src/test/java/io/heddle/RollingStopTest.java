package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two servers of which one stops and another takes its place, again and again, under load: each
/// request that a handler has read is answered, and each answer arrives whole. `-Dheddle.runs=10`
/// makes it ten stops.
@Timeout(300)
class RollingStopTest {

    private static final int STOPS = Integer.getInteger("heddle.runs", 3);
    private static final int CLIENTS = 20;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long BETWEEN_STOPS_NANOS = 200_000_000;
    private static final int HEAD_BYTES =
            12; // of request and answer: an id, the length of the rest
    private static final int LONGEST_BODY = 30_000;

    private final AtomicLong read = new AtomicLong(); // requests, by handlers
    private final AtomicLong answered = new AtomicLong(); // as handlers see it
    private final AtomicLong received = new AtomicLong(); // whole answers, by clients
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong forced = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<InetSocketAddress> welcoming = new AtomicReference<>();

    @Test
    void losesNoRequestThatWasRead() throws Exception {
        SocketServer serving = Servers.start(this::serve);
        welcoming.set((InetSocketAddress) serving.addresses().getFirst());
        Background stops = Background.start(() -> roll(serving));

        Crowd.of(CLIENTS, this::askAndRetry);
        stops.join();

        System.out.printf(
                "%d stops: %d requests read, %d answers received whole, %d retried, %d forced%n",
                STOPS, read.get(), received.get(), retried.get(), forced.get());
        assertEquals(0, forced.get());
        assertEquals(read.get(), answered.get());
        assertEquals(read.get(), received.get());
        assertTrue(retried.get() > 0, "no connection was ended under a client");
    }

    private void roll(SocketServer first) throws IOException {
        SocketServer serving = first;
        try {
            for (int i = 0; i < STOPS; i++) {
                LockSupport.parkNanos(BETWEEN_STOPS_NANOS);
                SocketServer next = Servers.start(this::serve);
                welcoming.set((InetSocketAddress) next.addresses().getFirst());
                forced.addAndGet(serving.shutdown(LONG).forced().size());
                serving.close();
                serving = next;
            }
        } finally {
            over.set(true);
            forced.addAndGet(serving.shutdown(LONG).forced().size());
        }
    }

    /// Answers each frame with the same.
    private void serve(Connection connection) throws IOException {
        while (connection.input().awaitRequest()) {
            byte[] head = connection.input().readExactly(HEAD_BYTES);
            byte[] body = connection.input().readExactly(ByteBuffer.wrap(head).getInt(8));
            read.incrementAndGet();
            connection.output().write(head);
            connection.output().write(body);
            answered.incrementAndGet();
        }
    }

    /// Asks one thing after the other; what was not answered at all is asked again on another
    /// connection.
    private void askAndRetry(int client) {
        var random = new Random(client);
        byte[] request = request(random);
        while (!over.get()) {
            try (var peer = TestPeer.connect(welcoming.get())) {
                while (!over.get() && ask(peer, request)) {
                    request = request(random);
                }
            } catch (UncheckedIOException refused) {
                retried.incrementAndGet();
            }
        }
    }

    private static byte[] request(Random random) {
        byte[] request = new byte[HEAD_BYTES + random.nextInt(LONGEST_BODY)];
        random.nextBytes(request);
        ByteBuffer.wrap(request).putInt(8, request.length - HEAD_BYTES);
        return request;
    }

    /// @return false if the connection has ended instead of an answer
    private boolean ask(TestPeer peer, byte[] request) {
        byte[] answer = peer.send(request).receive(request.length);
        if (answer.length == 0) {
            retried.incrementAndGet();
            return false;
        }
        assertTrue(Arrays.equals(request, answer), "an answer that is not whole");
        received.incrementAndGet();
        return true;
    }
}
