package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionOutputTest {

    @Test
    void writesBytesAndArrays() throws Exception {
        peerReads(
                "hello",
                connection -> {
                    connection.output().write('h');
                    connection.output().write("el".getBytes(UTF_8));
                    connection.output().write(new byte[0]);
                    connection.output().write("yellow".getBytes(UTF_8), 3, 2);
                    connection.output().flush();
                });
    }

    @Test
    void writesBuffersOfAnyKind() throws Exception {
        peerReads(
                "heap direct read-only read-only direct slice ",
                connection -> {
                    ByteBuffer slice =
                            ByteBuffer.wrap("a slice of it".getBytes(UTF_8))
                                    .position(2)
                                    .limit(8)
                                    .slice();
                    List<ByteBuffer> all =
                            List.of(
                                    ByteBuffer.wrap("heap ".getBytes(UTF_8)),
                                    direct("direct "),
                                    ByteBuffer.wrap("read-only ".getBytes(UTF_8))
                                            .asReadOnlyBuffer(),
                                    direct("read-only direct ").asReadOnlyBuffer(),
                                    slice);
                    for (ByteBuffer buffer : all) {
                        connection.write(buffer);
                        assertFalse(buffer.hasRemaining());
                    }
                });
    }

    @Test
    void writesOnlyWhatIsBetweenPositionAndLimit() throws Exception {
        peerReads(
                "3456",
                connection -> {
                    ByteBuffer heap = ByteBuffer.wrap("0123456789".getBytes(UTF_8));
                    ByteBuffer direct = direct("0123456789");

                    connection.write(heap.position(3).limit(5));
                    connection.write(direct.position(5).limit(7));

                    assertEquals(5, heap.position());
                    assertEquals(5, heap.limit());
                    assertEquals(7, direct.position());
                });
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void gathersBuffersInTheirOrder() throws Exception {
        String large = "0123456789".repeat(20_000);
        peerReads(
                "head " + large + " tail",
                connection -> {
                    ByteBuffer[] parts = {
                        ByteBuffer.wrap("head ".getBytes(UTF_8)),
                        ByteBuffer.allocate(0),
                        direct(large),
                        ByteBuffer.wrap(" tail".getBytes(UTF_8)).asReadOnlyBuffer()
                    };

                    connection.write(parts);

                    for (ByteBuffer part : parts) {
                        assertFalse(part.hasRemaining());
                    }
                });
    }

    @Test
    void refusesRangesOutsideOfTheArray() throws Exception {
        peerReads(
                "",
                connection ->
                        assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> connection.output().write(new byte[3], 1, 3)));
    }

    @Test
    void closesTheConnectionWithTheStream() throws Exception {
        peerReads(
                "bye",
                connection -> {
                    connection.output().write("bye".getBytes(UTF_8));
                    connection.output().close();
                    assertFalse(connection.isOpen());
                });
    }

    @Test
    void movesMuchMoreThanBuffersTake() throws Exception {
        byte[] bytes = new byte[5 * 1024 * 1024];
        new Random(5).nextBytes(bytes);
        try (var server = Servers.echo();
                var peer = TestPeer.connect(server)) {
            Background sending = Background.start(() -> peer.send(bytes).halfClose());

            peer.expect(bytes).expectEnd();

            sending.join();
            assertEquals(bytes.length, server.bytesIn());
            assertEquals(bytes.length, server.bytesOut());
        }
    }

    @Test
    void waitsForASlowReader() throws Exception {
        byte[] bytes = BlockedWrite.pattern(1024 * 1024);
        var probe = Probe.doing(connection -> connection.output().write(bytes));
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {

            for (int read = 0; read < 10; read++) {
                BlockedWrite.awaitStuck(probe);
                assertTrue(server.bytesOut() < bytes.length / 2);
                assertEquals(1_000, peer.receive(1_000).length);
            }

            assertEquals(bytes.length - 10_000, peer.receiveAll().length);
            probe.result();
        }
    }

    @Test
    void keepsTheWritesOfSeveralThreadsApart() throws Exception {
        int writers = 8;
        int frames = 100;
        var probe =
                Probe.doing(connection -> {
                    List<Background> all = new ArrayList<>();
                    for (int i = 0; i < writers; i++) {
                        int writer = i;
                        all.add(
                                Background.startVirtual(
                                        () -> writeFrames(connection, writer, frames)));
                    }
                    all.forEach(Background::join);
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.connect(server)) {

            var stream = new DataInputStream(new ByteArrayInputStream(peer.receiveAll()));

            var next = new int[writers];
            for (int i = 0; i < writers * frames; i++) {
                int writer = stream.readInt();
                assertEquals(next[writer]++, stream.readInt());
                for (byte b : stream.readNBytes(stream.readInt())) {
                    assertEquals(writer, b);
                }
            }
            assertEquals(-1, stream.read());
            probe.result();
        }
    }

    /// A frame is the writer, its number, the length, and that many bytes that are the writer.
    private static void writeFrames(Connection connection, int writer, int frames)
            throws IOException {
        var random = new Random(writer);
        for (int frame = 0; frame < frames; frame++) {
            int length = random.nextInt(1 << random.nextInt(1, 18));
            ByteBuffer head = ByteBuffer.allocate(12).putInt(writer).putInt(frame).putInt(length);
            ByteBuffer body = ByteBuffer.allocate(length);
            while (body.hasRemaining()) {
                body.put((byte) writer);
            }
            if (frame % 2 == 0) {
                connection.write(head.flip(), body.flip());
            } else {
                ByteBuffer whole = ByteBuffer.allocateDirect(12 + length);
                connection.write(whole.put(head.flip()).put(body.flip()).flip());
            }
        }
    }

    @Test
    void writesWhileAnotherThreadReads() throws Exception {
        byte[] bytes = BlockedWrite.pattern(3_000_000);
        var probe =
                Probe.of(connection -> {
                    Background writer =
                            Background.startVirtual(() -> connection.output().write(bytes));
                    byte[] read = connection.input().readExactly(bytes.length);
                    writer.join();
                    return read.length;
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            Background sending = Background.start(() -> peer.send(bytes));

            peer.expect(bytes).expectEnd();

            assertEquals(bytes.length, probe.result());
            sending.join();
        }
    }

    private static void peerReads(String expected, ConnectionHandler writing) throws IOException {
        Probe<Void> probe = Probe.doing(writing);
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.expect(expected).expectEnd();

            probe.result();
        }
    }
}
