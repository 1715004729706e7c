package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.framing.ByteBuilder;
import io.heddle.framing.Frames;
import io.heddle.framing.Framing;
import io.heddle.framing.LengthPrefix;
import io.heddle.framing.LengthPrefixed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Frames between real peers: many writers, peers that promise much, and a server that stops.
class FramesOnConnectionTest {

    private static final Framing FRAMING = LengthPrefixed.of(16 * 1024 * 1024);
    private static final int TASKS = 50;
    private static final int WRITES = 50;
    private static final int LONGEST = 3_000;
    private static final int HEADER = 8;

    @Test
    void framesOfManyWritersStayWholeAndInTheirOrder() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    Frames frames = FRAMING.over(connection);
                    try (TaskScope<Void, IOException> tasks = TaskScope.allSucceed()) {
                        for (int task = 0; task < TASKS; task++) {
                            int number = task;
                            tasks.fork(() -> {
                                writeAll(frames, number);
                                return null;
                            });
                        }
                        tasks.join();
                    }
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            Frames received = FRAMING.over(MemoryConnection.of(peer.receiveAll()).connection());

            probe.result();
            var next = new int[TASKS];
            for (byte[] frame = received.read(); frame != null; frame = received.read()) {
                int task = ByteBuffer.wrap(frame).getInt();
                assertArrayEquals(frame(task, next[task]++), frame);
            }
            assertTrue(Arrays.stream(next).allMatch(count -> count == WRITES));
        }
    }

    private static void writeAll(Frames frames, int task) throws IOException {
        for (int i = 0; i < WRITES; i++) {
            byte[] frame = frame(task, i);
            if (task % 2 == 0) {
                frames.write(frame);
            } else {
                frames.write(
                        ByteBuffer.wrap(frame, 0, HEADER),
                        ByteBuffer.wrap(frame, HEADER, frame.length - HEADER));
            }
        }
    }

    private static byte[] frame(int task, int number) throws IOException {
        var random = new Random(task * 1_000L + number);
        var rest = new byte[random.nextInt(LONGEST)];
        random.nextBytes(rest);
        return new ByteBuilder(LONGEST + HEADER)
                .putInt(task)
                .putInt(number)
                .put(rest)
                .toByteArray();
    }

    @Test
    void writersTakeTurnsInTheOrderOfTheirComing() throws Exception {
        byte[] big = BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);
        Probe<Void> probe =
                Probe.doing(connection -> {
                    FRAMING.over(connection).write(big);
                    connection.input().read(); // until the peer has seen it all
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);
            Frames frames = FRAMING.over(probe.connection());
            List<Background> writers = new ArrayList<>();
            for (byte c = 'a'; c <= 'z'; c++) {
                byte[] letter = {c};
                writers.add(Background.startVirtual(() -> frames.write(letter)).awaitWaiting());
            }

            peer.receive(Integer.BYTES + big.length);
            for (char c = 'a'; c <= 'z'; c++) {
                peer.expect("\0\0\0\1" + c);
            }

            writers.forEach(Background::join);
        }
    }

    @Test
    void nothingFollowsHalfAFrame() throws Exception {
        byte[] big = BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);
        Probe<Void> probe = Probe.doing(connection -> FRAMING.over(connection).write(big));
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);
            Frames frames = FRAMING.over(probe.connection());
            Background next =
                    Background.startVirtual(() ->
                                    assertThrows(
                                            ConnectionClosedException.class,
                                            () -> frames.write(new byte[10])))
                            .awaitWaiting();

            probe.thread().interrupt();

            var interrupted = probe.failure(ConnectionInterruptedException.class);
            next.join();
            byte[] received = peer.receiveAll();
            assertEquals(interrupted.bytesTransferred(), received.length);
            assertArrayEquals(
                    Arrays.copyOf(big, received.length - Integer.BYTES),
                    Arrays.copyOfRange(received, Integer.BYTES, received.length));
        }
    }

    @Test
    void aLengthThatThePeerMadeUpCostsNothing() {
        byte[] bytes = HexFormat.of().parseHex("7fffffff" + "00".repeat(1_000));
        Frames frames =
                LengthPrefixed.of(Integer.MAX_VALUE).over(MemoryConnection.of(bytes).connection());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThrows(PeerClosedException.class, frames::read);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 1024 * 1024, () -> allocated + " bytes");
    }

    @Test
    void aCrowdThatPromisesGigabytesDisturbsNobody() throws Exception {
        Framing framing = LengthPrefixed.of(Integer.MAX_VALUE);
        ConnectionHandler echo =
                connection -> {
                    Frames frames = framing.over(connection);
                    for (byte[] frame = frames.read(); frame != null; frame = frames.read()) {
                        frames.write(frame);
                    }
                };
        List<TestPeer> crowd = new ArrayList<>();
        try (var server = Servers.start(echo);
                var peer = TestPeer.connect(server)) {
            for (int i = 0; i < 50; i++) {
                crowd.add(TestPeer.connect(server).send("\177\177\177\177 hello"));
            }
            eventually().until(() -> server.connections() == 51);

            peer.echo("\0\0\0\5hello");
            crowd.forEach(TestPeer::close);
        }
    }

    @Test
    void aShutdownEndsTheWaitBetweenTwoFrames() throws Exception {
        Probe<Boolean> probe =
                Probe.of(connection -> {
                    Frames frames = FRAMING.over(connection);
                    assertEquals("hi", new String(frames.read(), UTF_8));
                    return frames.read() == null;
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send("\0\0\0\2hi");
            probe.awaitWaitingAfter(6);

            ShutdownReport report = shutdown(server, peer);

            assertTrue(probe.result());
            assertEquals(List.of(), report.forced());
        }
    }

    private static ShutdownReport shutdown(SocketServer server, TestPeer peer) {
        ShutdownReport[] report = {null};
        Background stopping =
                Background.start(() -> report[0] = server.shutdown(Duration.ofSeconds(10)));
        peer.expectEnd().close();
        stopping.join();
        return report[0];
    }

    @Test
    void aShutdownLetsAFrameThatHasBegunCome() throws Exception {
        Probe<String> probe =
                Probe.of(connection -> {
                    Frames frames = LengthPrefixed.of(LengthPrefix.VARINT, 100).over(connection);
                    String frame = new String(frames.read(), UTF_8);
                    assertNull(frames.read());
                    return frame;
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send("\5he");
            probe.awaitWaitingAfter(3);
            Background stopping =
                    Background.start(() ->
                            assertEquals(
                                    List.of(), server.shutdown(Duration.ofSeconds(10)).forced()));
            eventually().until(() -> probe.connection().isDraining());

            peer.send("llo").expectEnd().close();

            assertEquals("hello", probe.result());
            stopping.join();
        }
    }
}
