package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that make a connection for each request, while the server stops. No connection that was
/// accepted ends without its answer; those that the kernel completes after the last look into its
/// backlog are reset, which no server can help, and a [Drain] waits 50 ms for the first byte of one
/// who has not asked yet, which a client on a busy machine may need. `-Dheddle.runs=100
/// -Dheddle.clients=200` is the long form.
@Timeout(600)
class ConnectionPerRequestStopTest {

    private static final int STOPS = Integer.getInteger("heddle.runs", 5);
    private static final int CLIENTS = Integer.getInteger("heddle.clients", 50);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long UNTIL_STOP_NANOS = 100_000_000;
    private static final long LATE_NANOS = 25_000_000;
    private static final byte[] ANSWER = BlockedWrite.pattern(5_000);

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong resetByTheKernel = new AtomicLong();
    private final AtomicLong endedUnanswered = new AtomicLong();
    private final AtomicLong askedLate = new AtomicLong(); // and have no answer
    private final AtomicLong forced = new AtomicLong();

    @Test
    void answersAllWhomItAccepted() throws Exception {
        for (int i = 0; i < STOPS; i++) {
            stopUnderLoad();
        }

        System.out.printf(
                "%d stops with %d clients: %d accepted, %d answered,"
                        + " %d asked late, %d reset by the kernel behind the last accept%n",
                STOPS,
                CLIENTS,
                accepted.get(),
                answered.get(),
                askedLate.get(),
                resetByTheKernel.get());
        assertEquals(0, forced.get());
        assertEquals(0, endedUnanswered.get());
        long unanswered = accepted.get() - answered.get();
        assertTrue(0 <= unanswered && unanswered <= askedLate.get(), unanswered + " unanswered");
        assertTrue(answered.get() > 0);
    }

    private void stopUnderLoad() throws Exception {
        ServerObserver counting =
                new ServerObserver() {
                    @Override
                    public void accepted(Connection connection) {
                        accepted.incrementAndGet();
                    }
                };
        try (var server = Servers.start(ConnectionPerRequestStopTest::answer, counting)) {
            var address = (InetSocketAddress) server.addresses().getFirst();
            Background stopping =
                    Background.start(() -> {
                        LockSupport.parkNanos(UNTIL_STOP_NANOS);
                        forced.addAndGet(server.shutdown(LONG).forced().size());
                    });
            Crowd.of(CLIENTS, _ -> askUntilNobodyListens(address));
            stopping.join();
        }
    }

    private static void answer(Connection connection) throws IOException {
        if (connection.input().readLine(100) != null) {
            connection.output().write(ANSWER);
        }
    }

    private void askUntilNobodyListens(InetSocketAddress server) {
        while (true) {
            TestPeer peer;
            long begin = System.nanoTime();
            try {
                peer = TestPeer.connect(server);
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof ConnectException) {
                    return;
                }
                resetByTheKernel.incrementAndGet();
                return;
            }
            try (peer) {
                ask(peer, begin);
            }
        }
    }

    private void ask(TestPeer peer, long begin) {
        byte[] answer = {};
        AtomicLong withoutAnswer = endedUnanswered;
        boolean isLate = true;
        try {
            peer.send("question\n");
            isLate = System.nanoTime() - begin >= LATE_NANOS;
            answer = peer.receive(ANSWER.length);
        } catch (UncheckedIOException reset) {
            withoutAnswer = resetByTheKernel;
        }
        if (answer.length == 0) {
            (isLate ? askedLate : withoutAnswer).incrementAndGet();
        } else {
            assertEquals(ANSWER.length, answer.length, "an answer that is not whole");
            answered.incrementAndGet();
        }
    }
}
