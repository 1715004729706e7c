package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.ListenerConfig;
import io.heddle.MinimumRate;
import io.heddle.RecordingObserver;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.Timeouts;
import io.heddle.tls.TestCertificates;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Peers that send, or read, as slowly as they can are cut off, and the others are served
/// meanwhile. `-Dheddle.peers=500 -Dheddle.head=10` is the long form.
@Timeout(120)
class HttpSlowPeersTest {

    private static final int PEERS = Integer.getInteger("heddle.peers", 100);
    private static final Duration HEAD = Duration.ofSeconds(Integer.getInteger("heddle.head", 1));
    private static final Duration LATEST = HEAD.plusSeconds(5); // 1 s where nothing else runs
    private static final long BETWEEN_LINES = TimeUnit.MILLISECONDS.toNanos(100);

    private final RecordingObserver observer = new RecordingObserver();

    @Test
    void slowHeadsAreCutAlthoughBytesComeAndOthersAreServed() throws Exception {
        HttpConfig config = HttpServers.config().withTimeouts(HttpTimeouts.DEFAULT.withHead(HEAD));
        List<TestPeer> slow = new ArrayList<>();
        var over = new AtomicBoolean();
        try (var server = HttpServer.start(config, _ -> Response.text("hi"))) {
            for (int i = 0; i < PEERS; i++) {
                slow.add(TestPeer.connect(server.server()).patientFor(LATEST));
            }
            long begin = System.nanoTime(); // before the first byte of a head
            Background dribbling = Background.start(() -> dribble(slow, over));
            int served = 0;
            do {
                served += ask(server);
            } while (System.nanoTime() - begin < HEAD.toNanos() * 9 / 10);
            long longest = 0;
            for (TestPeer peer : slow) {
                String answer = new String(peer.receiveAll(), ISO_8859_1);
                assertEquals("408", statuses(answer));
                longest = System.nanoTime() - begin;
            }
            over.set(true);
            dribbling.join();

            System.out.printf(
                    "%d slow heads cut %.1f s after the first began, %d others served%n",
                    PEERS, longest / 1e9, served);
            assertTrue(longest >= HEAD.toNanos() && longest < LATEST.toNanos());
            assertTrue(served > 0);
        } finally {
            slow.forEach(TestPeer::close);
        }
    }

    private static int ask(HttpServer server) {
        try (var peer = TestPeer.connect(server.server())) {
            peer.send(wire("GET / HTTP/1.1\nHost: a\nConnection: close\n\n"));
            assertEquals("200", statuses(new String(peer.receiveAll(), ISO_8859_1)));
            return 1;
        }
    }

    private static void dribble(List<TestPeer> peers, AtomicBoolean over) {
        List<TestPeer> left = new ArrayList<>(peers);
        left.forEach(peer -> peer.send("GET / HTTP/1.1\r\n"));
        while (!over.get() && !left.isEmpty()) {
            LockSupport.parkNanos(BETWEEN_LINES);
            left.removeIf(peer -> !sends(peer));
        }
    }

    private static boolean sends(TestPeer peer) {
        try {
            peer.send("A: b\r\n");
            return true;
        } catch (UncheckedIOException cut) {
            return false;
        }
    }

    /// The window of the peer stays shut; the write in progress ends at its limit.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peerThatDoesNotReadIsCutAtTheWriteLimit(boolean tls, @TempDir Path folder)
            throws Exception {
        TestCertificates own = TestCertificates.make(folder);
        Timeouts timeouts =
                Timeouts.DEFAULT
                        .withWrite(Duration.ofMillis(300))
                        .withGrace(Duration.ofMillis(100))
                        .withLinger(Duration.ofMillis(100));
        ListenerConfig listener = tls ? own.listener() : ListenerConfig.on(TestPeer.loopback(0));
        HttpConfig config =
                HttpConfig.on(
                        ServerConfig.on(listener)
                                .withObservers(List.of(observer))
                                .withTimeouts(timeouts));
        var bytes = new byte[1 << 20];
        HttpHandler endless =
                _ ->
                        Response.stream(
                                "a/b",
                                output -> {
                                    while (true) {
                                        output.write(bytes);
                                    }
                                });
        try (var server = HttpServer.start(config, endless);
                Socket peer =
                        tls
                                ? own.trust()
                                        .getSocketFactory()
                                        .createSocket(
                                                InetAddress.getLoopbackAddress(), server.port())
                                : new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.getOutputStream().write(wire("GET / HTTP/1.1\nHost: a\n\n"));

            observer.awaitClosed(1);
        }
    }

    @Test
    void peerThatTakesItsAnswerTooSlowlyIsCut() throws Exception {
        HttpConfig config =
                HttpConfig.on(Servers.configWithSmallBuffers().withObserver(observer))
                        .withTimeouts(
                                HttpTimeouts.DEFAULT.withMinimumRate(
                                        new MinimumRate(0, 1_000_000, Duration.ofSeconds(1))));
        var bytes = new byte[10_000_000];
        try (var server = HttpServer.start(config, _ -> Response.bytes("a/b", bytes));
                var peer = TestPeer.withSmallBuffer(server.server())) {
            peer.send(wire("GET / HTTP/1.1\nHost: a\n\n"));

            eventually()
                    .until(() -> {
                        takeSome(peer);
                        return !observer.reasons().isEmpty();
                    });
        }
    }

    private static void takeSome(TestPeer peer) {
        try {
            peer.receive(100);
        } catch (UncheckedIOException cut) {
            // as wanted
        }
    }
}
