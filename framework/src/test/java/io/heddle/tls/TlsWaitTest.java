package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.ConnectionInterruptedException;
import io.heddle.ConnectionTimedOutException;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.RecordingObserver;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import io.heddle.WaitEndedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Waits over TLS end as those over TCP do, and say exactly how far they came.
class TlsWaitTest {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofSeconds(5); // 1 s where nothing else runs
    private static final int CROWD = Integer.getInteger("heddle.tls.crowd", 50);
    private static final int LARGE = 20_000_000;

    @TempDir static Path folder;
    private static TestCertificates own;

    private final RecordingObserver observer = new RecordingObserver();
    private final Queue<WaitEndedException> seen = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void makeCertificate() {
        own = TestCertificates.make(folder);
    }

    private SocketServer start(Timeouts timeouts, ConnectionHandler handler) throws IOException {
        return SocketServer.start(
                TlsServers.config(TlsTransport.of(own.context()))
                        .withObservers(List.of(observer))
                        .withTimeouts(timeouts),
                handler);
    }

    /// A handler whose large write ends early; it then ends its stream.
    private ConnectionHandler givingUp(ConnectionHandler writing) {
        return connection -> {
            try {
                writing.handle(connection);
            } catch (WaitEndedException early) {
                seen.add(early);
            }
        };
    }

    @Test
    void aDeadlineEndsAReadAndTheConnectionStays() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    try {
                        Deadline.within(SOON, () -> connection.input().read());
                    } catch (DeadlineExceededException late) {
                        seen.add(late);
                    }
                    connection.output().write(1);
                    Servers.ECHO.handle(connection);
                };
        try (var server = start(Timeouts.DEFAULT, handler);
                var socket = TlsServers.connect(server, own.trust())) {

            assertEquals(1, socket.getInputStream().read());
            socket.getOutputStream().write(2);

            assertEquals(2, socket.getInputStream().read());
            assertEquals(1, seen.size());
        }
    }

    @Test
    void whatAWriteSaysThatItWroteIsWhatThePeerReads() throws Exception {
        ConnectionHandler handler =
                givingUp(connection ->
                        Deadline.<Void, IOException>within(
                                SOON,
                                () -> {
                                    connection.output().write(new byte[LARGE]);
                                    return null;
                                }));
        try (var server = start(Timeouts.DEFAULT, handler);
                var socket = TlsServers.connect(server, own.trust())) {
            socket.startHandshake();
            eventually().until(() -> !seen.isEmpty());

            byte[] all = socket.getInputStream().readAllBytes(); // to close_notify

            assertInstanceOf(DeadlineExceededException.class, seen.element());
            assertEquals(seen.element().bytesTransferred(), all.length);
            assertTrue(all.length < LARGE);
        }
    }

    @Test
    void anInterruptEndsAWrite() throws Exception {
        Queue<Thread> writers = new ConcurrentLinkedQueue<>();
        ConnectionHandler handler =
                givingUp(connection -> {
                    writers.add(Thread.currentThread());
                    connection.output().write(new byte[LARGE]);
                });
        try (var server = start(Timeouts.DEFAULT, handler);
                var socket = TlsServers.connect(server, own.trust())) {
            socket.startHandshake();
            eventually().until(() -> observer.accepted().size() == 1 && !writers.isEmpty());
            Connection connection = observer.accepted().getFirst();
            eventually().until(() -> connection.bytesOut() > 0 && isWaiting(writers.element()));

            writers.element().interrupt();
            eventually().until(() -> !seen.isEmpty());

            assertInstanceOf(ConnectionInterruptedException.class, seen.element());
            assertEquals(
                    seen.element().bytesTransferred(),
                    socket.getInputStream().readAllBytes().length);
        }
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING;
    }

    @Test
    void aPeerThatDoesNotReadIsCutByTheWriteTimeout() throws Exception {
        ConnectionHandler handler =
                givingUp(connection -> connection.output().write(new byte[LARGE]));
        try (var server = start(Timeouts.DEFAULT.withWrite(SOON), handler);
                var socket = TlsServers.connect(server, own.trust())) {
            socket.startHandshake();

            eventually().until(() -> !seen.isEmpty());

            assertInstanceOf(ConnectionTimedOutException.class, seen.element());
        }
    }

    @Test
    void halfDoneHandshakesAreCutInTimeAndDisturbNobody() throws Exception {
        Timeouts timeouts =
                Timeouts.DEFAULT.withHandshake(A_SECOND).withLinger(Duration.ofMillis(100));
        List<TestPeer> crowd = new ArrayList<>();
        warmUp(); // the first handshake of all may take longer than this limit
        try (var server = start(timeouts, Servers.ECHO);
                var other = TlsServers.connect(server, own.trust())) {
            echo(other, 20);
            for (int i = 0; i < CROWD; i++) {
                crowd.add(TestPeer.connect(server).send(new byte[] {22, 3, 1, 1, 0, 1, 0}));
            }
            long begin = System.nanoTime();

            long[] took = new long[0];
            while (observer.reasons().size() < CROWD) {
                took = LongStream.concat(Arrays.stream(took), echo(other, 20)).toArray();
            }

            long waited = System.nanoTime() - begin;
            assertTrue(waited < LATEST.toNanos(), "cut after ns " + waited);
            observer.reasons().forEach(reason -> assertEquals(CloseReason.TIMED_OUT, reason));
            long[] sorted = Arrays.stream(took).sorted().toArray();
            long p99 = sorted[sorted.length * 99 / 100];
            System.err.println("p99 of others beside " + CROWD + " half-done handshakes: " + p99);
        } finally {
            crowd.forEach(TestPeer::close);
        }
    }

    private static void warmUp() throws IOException {
        try (var server = TlsServers.echo(own);
                var first = TlsServers.connect(server, own.trust())) {
            echo(first, 200);
        }
    }

    private static LongStream echo(SSLSocket socket, int times) throws IOException {
        var took = new long[times];
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            socket.getOutputStream().write(i);
            assertEquals(i & 0xff, socket.getInputStream().read());
            took[i] = System.nanoTime() - begin;
        }
        return Arrays.stream(took);
    }
}
