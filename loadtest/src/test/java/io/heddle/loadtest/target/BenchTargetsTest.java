package io.heddle.loadtest.target;

import static io.heddle.loadtest.wire.OperationKind.BACKEND;
import static io.heddle.loadtest.wire.OperationKind.BURN;
import static io.heddle.loadtest.wire.OperationKind.BYTES;
import static io.heddle.loadtest.wire.OperationKind.DELAY;
import static io.heddle.loadtest.wire.OperationKind.ECHO;
import static io.heddle.loadtest.wire.OperationKind.PUBLISH;
import static io.heddle.loadtest.wire.OperationKind.SINK;
import static io.heddle.loadtest.wire.OperationKind.SUBSCRIBE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.process.MockBackend;
import io.heddle.loadtest.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What every target that speaks bench frames promises, whatever its I/O.
@ParameterizedClass
@MethodSource("targets")
class BenchTargetsTest {
    private static final byte[] NOTHING = {};
    private static final int KIB = 1024;
    private static final int HEADER_BYTES = 16;
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    @Parameter private String target;

    private RunningTarget backend;
    private RunningTarget server;

    static Stream<String> targets() {
        return Targets.all().stream()
                .filter(target -> target.protocols().contains(Protocol.BENCH))
                .filter(target -> target.unavailable().isEmpty())
                .map(Target::name);
    }

    @BeforeEach
    void start() throws IOException {
        backend = MockBackend.start(ANY_PORT);
        var address = new InetSocketAddress(ANY_PORT.getAddress(), backend.port());
        server =
                Targets.named(target)
                        .start(
                                new ListenOptions(
                                        ANY_PORT, 2, 64 * KIB, Protocol.BENCH, address, Map.of()));
    }

    @AfterEach
    void stop() {
        server.close();
        backend.close();
    }

    @Test
    void repliesToEachOperation() throws Exception {
        try (var peer = connect()) {
            var body = Peer.body(100);

            peer.send(ECHO, 0, 7, 1, body).expect(ECHO, 0, 7, 1, body);
            peer.send(ECHO, 0, 0, -1, NOTHING).expect(ECHO, 0, 0, -1, NOTHING);
            peer.send(DELAY, 0, 1, 2, body).expect(DELAY, 0, 1, 2, body);
            peer.send(DELAY, 0, 0, 2, body).expect(DELAY, 0, 0, 2, body);
            peer.send(BURN, 0, 100, 3, body).expect(BURN, 0, 100, 3, body);
            peer.send(SINK, 0, 0, 4, body).expect(SINK, 0, 0, 4, NOTHING);
            peer.send(SINK, 0, 0, 5, NOTHING).expect(SINK, 0, 0, 5, NOTHING);
            peer.send(BYTES, 0, 3, 6, NOTHING);
            assertEquals(3 * KIB, peer.expect(BYTES, 0, 3, 6).length);
            peer.send(BYTES, 0, 0, 7, body).expect(BYTES, 0, 0, 7, NOTHING);
        }
    }

    @Test
    void callsTheBackendAsOftenAsAsked() throws Exception {
        try (var peer = connect()) {
            var body = Peer.body(10);
            peer.send(BACKEND, 1, 0, 1, body).expect(BACKEND, 1, 0, 1, body);
            long before = System.nanoTime();

            peer.send(BACKEND, 3, 20, 2, body).expect(BACKEND, 3, 20, 2, body);

            assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(60));
            peer.send(BACKEND, 0, 20, 3, body).expect(BACKEND, 0, 20, 3, body);
        }
    }

    @Test
    void closesWhenTheBackendIsGone() throws Exception {
        backend.close();

        try (var peer = connect()) {
            assertClosed(peer.send(BACKEND, 1, 0, 1, NOTHING));
        }
    }

    @Test
    void takesFramesThatAreSplitAnywhere() throws Exception {
        try (var peer = connect()) {
            var body = Peer.body(9);
            var frame = Peer.frame(ECHO, 0, 1, 5, body);
            for (int split = 1; split < frame.length; split++) {
                peer.send(Arrays.copyOf(frame, split));
                if (split % 8 == 0) {
                    // Often enough the server has seen the first part alone by then.
                    LockSupport.parkNanos(1);
                }
                peer.send(Arrays.copyOfRange(frame, split, frame.length));
                peer.expect(ECHO, 0, 1, 5, body);
            }
            for (byte one : frame) {
                peer.send(new byte[] {one});
            }
            peer.expect(ECHO, 0, 1, 5, body);
        }
    }

    @Test
    void answersPipelinedFramesInTheirOrder() throws Exception {
        try (var peer = connect()) {
            var all = new ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                all.write(Peer.frame(i % 40 == 0 ? DELAY : ECHO, 0, 1, i, Peer.body(i)));
                all.write(Peer.frame(SINK, 0, 0, i, Peer.body(i)));
            }
            all.write(Peer.frame(BYTES, 0, 300, 1, NOTHING));
            all.write(Peer.frame(BACKEND, 2, 1, 2, Peer.body(5)));
            all.write(Peer.frame(ECHO, 0, 0, 3, NOTHING));

            peer.send(all.toByteArray());

            for (int i = 0; i < 200; i++) {
                peer.expect(i % 40 == 0 ? DELAY : ECHO, 0, 1, i, Peer.body(i));
                peer.expect(SINK, 0, 0, i, NOTHING);
            }
            assertEquals(300 * KIB, peer.expect(BYTES, 0, 300, 1).length);
            peer.expect(BACKEND, 2, 1, 2, Peer.body(5));
            peer.expect(ECHO, 0, 0, 3, NOTHING);
        }
    }

    @Test
    void carriesLargeBodies() throws Exception {
        try (var peer = connect()) {
            var megabytes = Peer.body(3 * KIB * KIB + 1);

            peer.send(SINK, 0, 0, 1, megabytes).expect(SINK, 0, 0, 1, NOTHING);
            peer.send(ECHO, 0, 0, 2, megabytes).expect(ECHO, 0, 0, 2, megabytes);
            peer.send(BYTES, 0, 4097, 3, NOTHING);
            assertEquals(4097 * KIB, peer.expect(BYTES, 0, 4097, 3).length);
        }
    }

    /// The client reads nothing before it has sent all: the server must neither fail nor go on
    /// without end.
    @Test
    void waitsForPeersThatReadLate() throws Exception {
        try (var peer = connect()) {
            var body = Peer.body(64 * KIB);
            int frames = 200;
            var sending =
                    CompletableFuture.runAsync(() -> {
                        try {
                            for (int i = 0; i < frames; i++) {
                                peer.send(ECHO, 0, 0, i, body);
                            }
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });

            for (int i = 0; i < frames; i++) {
                peer.expect(ECHO, 0, 0, i, body);
            }
            sending.join();
        }
    }

    @Test
    void doesNotBlockOthersWhileOneIsDelayed() throws Exception {
        try (var slow = connect();
                var quick = new Peers(8)) {
            slow.send(DELAY, 0, 60_000, 1, NOTHING);

            for (var peer : quick.all) {
                peer.send(ECHO, 0, 0, 2, Peer.body(4)).expect(ECHO, 0, 0, 2, Peer.body(4));
            }
        }
    }

    @Test
    void givesEverySubscriberWhatIsPublished() throws Exception {
        try (var publisher = connect();
                var subscribers = new Peers(5)) {
            for (var subscriber : subscribers.all) {
                subscriber.send(SUBSCRIBE, 0, 0, 9, NOTHING).expect(SUBSCRIBE, 0, 0, 9, NOTHING);
            }
            var body = Peer.body(5_000);
            for (int i = 0; i < 20; i++) {
                publisher.send(PUBLISH, 0, 3, i, body).expect(PUBLISH, 1, 3, i, NOTHING);
            }
            for (var subscriber : subscribers.all) {
                for (int i = 0; i < 20; i++) {
                    subscriber.expect(PUBLISH, 0, 3, i, body);
                }
                subscriber.send(ECHO, 0, 0, 1, body).expect(ECHO, 0, 0, 1, body);
            }
        }
    }

    @Test
    void publishesToNobody() throws Exception {
        try (var publisher = connect()) {
            publisher.send(PUBLISH, 0, 0, 1, NOTHING).expect(PUBLISH, 1, 0, 1, NOTHING);
        }
    }

    @Test
    void forgetsSubscribersThatLeave() throws Exception {
        try (var publisher = connect()) {
            try (var subscriber = connect()) {
                subscriber.send(SUBSCRIBE, 0, 0, 9, NOTHING).expect(SUBSCRIBE, 0, 0, 9, NOTHING);
            }
            var body = Peer.body(64 * KIB);
            for (int i = 0; i < 100; i++) {
                publisher.send(PUBLISH, 0, 0, i, body).expect(PUBLISH, 1, 0, i, NOTHING);
            }
        }
    }

    @Test
    void closesConnectionsThatSendNoFrames() throws Exception {
        try (var tooLong = connect();
                var negative = connect();
                var unknown = connect();
                var zero = connect()) {
            assertClosed(tooLong.send(header(64 * KIB * KIB + 1, ECHO.code())));
            assertClosed(negative.send(header(-1, SINK.code())));
            assertClosed(unknown.send(header(0, 9)));
            assertClosed(zero.send(new byte[HEADER_BYTES]));
        }
    }

    @Test
    void closesWhenThePeerCloses() throws Exception {
        try (var between = connect();
                var inside = connect()) {
            between.send(ECHO, 0, 0, 1, NOTHING).expect(ECHO, 0, 0, 1, NOTHING);
            between.shutdownOutput();
            assertClosed(between);

            inside.send(header(100, ECHO.code()));
            inside.shutdownOutput();
            assertClosed(inside);
        }
    }

    @Test
    void tellsItsSettings() throws Exception {
        try (var _ = connect()) {
            await().until(() -> "true".equals(server.settings().get("nodelay")));

            assertEquals("4096", server.settings().get("backlog"));
            assertTrue(server.settings().get("loops").matches("\\d+"), server.settings()::toString);
        }
    }

    private static byte[] header(int length, int code) {
        return ByteBuffer.allocate(HEADER_BYTES).putInt(length).put((byte) code).array();
    }

    private static void assertClosed(Peer peer) throws IOException {
        try {
            assertEquals(-1, peer.read());
        } catch (SocketException e) {
            // A reset is a close, too.
        }
    }

    private Peer connect() throws IOException {
        return new Peer(server.port());
    }

    private final class Peers implements AutoCloseable {
        private final ArrayList<Peer> all = new ArrayList<>();

        Peers(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                all.add(connect());
            }
        }

        @Override
        public void close() throws IOException {
            for (var peer : all) {
                peer.close();
            }
        }
    }
}
