package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.framing.Framing;
import io.heddle.framing.LengthPrefix;
import io.heddle.framing.LengthPrefixed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an interrupt, `close()` and `abort()` do to a call that blocks. Each row of the table in
/// docs/interrupts.md is a test here, and each test is a row: [InterruptTableTest].
class InterruptTest {

    static final int MORE_THAN_BUFFERS_TAKE = 4 * 1024 * 1024;

    private static final byte[] COLONS = {':', ':'};

    @TempDir private Path directory;

    @Nested
    class Reading {

        @Test
        void readOneByte() throws Exception {
            BlockedRead.of(connection -> (char) connection.input().read() + "")
                    .needing("", "x")
                    .returns("x");
        }

        @Test
        void readArray() throws Exception {
            BlockedRead.of(
                            connection -> {
                                var bytes = new byte[100];
                                return new String(bytes, 0, connection.input().read(bytes), UTF_8);
                            })
                    .needing("", "hello")
                    .returns("hello");
        }

        @Test
        void readHeapBuffer() throws Exception {
            BlockedRead.of(connection -> textRead(connection, ByteBuffer.allocate(100)))
                    .needing("", "hello")
                    .returns("hello");
        }

        @Test
        void readDirectBuffer() throws Exception {
            BlockedRead.of(connection -> textRead(connection, ByteBuffer.allocateDirect(100_000)))
                    .needing("", "hello")
                    .returns("hello");
        }

        private static String textRead(Connection connection, ByteBuffer buffer)
                throws IOException {
            connection.read(buffer);
            return UTF_8.decode(buffer.flip()).toString();
        }

        @Test
        void readExactly() throws Exception {
            BlockedRead.of(connection -> new String(connection.input().readExactly(5), UTF_8))
                    .needing("hel", "lo")
                    .returns("hello");
        }

        @Test
        void readNBytes() throws Exception {
            BlockedRead.of(connection -> new String(connection.input().readNBytes(5), UTF_8))
                    .needing("hel", "lo")
                    .returns("hello");
        }

        @Test
        void readNBytesIntoArray() throws Exception {
            BlockedRead.of(
                            connection -> {
                                var bytes = new byte[5];
                                int count = connection.input().readNBytes(bytes, 0, 5);
                                return new String(bytes, 0, count, UTF_8);
                            })
                    .needing("hel", "lo")
                    .returns("hello");
        }

        @Test
        void readAllBytes() throws Exception {
            BlockedRead.of(connection -> new String(connection.input().readAllBytes(), UTF_8))
                    .needing("hel", "lo")
                    .thenTheEnd()
                    .returns("hello");
        }

        @Test
        void readLine() throws Exception {
            BlockedRead.of(connection -> connection.input().readLine(100))
                    .needing("hel", "lo\n")
                    .returns("hello");
        }

        @Test
        void awaitRequest() throws Exception {
            BlockedRead.of(connection -> connection.input().awaitRequest() + "")
                    .needing("", "x")
                    .returns("true");
        }

        @Test
        void peek() throws Exception {
            BlockedRead.of(connection -> (char) connection.input().peek() + "")
                    .needing("", "x")
                    .returns("x");
        }

        @Test
        void skip() throws Exception {
            InterruptedSkip.of((connection, left) -> connection.input().skip(left));
        }

        @Test
        void skipNBytes() throws Exception {
            InterruptedSkip.of((connection, left) -> connection.input().skipNBytes(left));
        }

        @Test
        void readInteger() throws Exception {
            BlockedRead.of(connection -> Integer.toHexString(connection.input().readInt()))
                    .needing("abc", "d")
                    .returns("61626364");
        }

        @Test
        void readVarint() throws Exception {
            BlockedRead.of(connection -> connection.input().readVarInt() + "")
                    .needing("", "a")
                    .returns("97");
        }

        @Test
        void readUntil() throws Exception {
            BlockedRead.of(connection -> new String(connection.input().readUntil(9, COLONS), UTF_8))
                    .needing("hello:", ":")
                    .returns("hello");
        }

        @Test
        void readFrame() throws Exception {
            Framing framing = LengthPrefixed.of(LengthPrefix.ONE_BYTE, 100);
            BlockedRead.of(connection -> new String(framing.over(connection).read(), UTF_8))
                    .needing("\5hel", "lo")
                    .returns("hello");
        }

        @Test
        void transferToStream() throws Exception {
            var sink = new ByteArrayOutputStream();
            BlockedRead.of(
                            connection -> {
                                int before = sink.size();
                                try {
                                    connection.input().transferTo(sink);
                                } catch (ConnectionInterruptedException interrupted) {
                                    assertEquals(
                                            sink.size() - before, interrupted.bytesTransferred());
                                    throw interrupted;
                                }
                                String all = sink.toString(UTF_8);
                                sink.reset();
                                return all;
                            })
                    .needing("hel", "lo")
                    .thenTheEnd()
                    .returns("hello");
        }
    }

    @Nested
    class Writing {

        @Test
        void writeOneByte() throws Exception {
            BlockedWrite.of(1, (connection, bytes) -> connection.output().write(bytes[0]))
                    .keepsItsPromises();
        }

        @Test
        void writeArray() throws Exception {
            BlockedWrite.of(
                            MORE_THAN_BUFFERS_TAKE,
                            (connection, bytes) -> connection.output().write(bytes))
                    .keepsItsPromises();
        }

        @Test
        void writeHeapBuffer() throws Exception {
            BlockedWrite.of(
                            MORE_THAN_BUFFERS_TAKE,
                            (connection, bytes) -> connection.write(ByteBuffer.wrap(bytes)))
                    .keepsItsPromises();
        }

        @Test
        void writeDirectBuffer() throws Exception {
            BlockedWrite.of(
                            MORE_THAN_BUFFERS_TAKE,
                            (connection, bytes) -> {
                                ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);
                                connection.write(direct.put(bytes).flip());
                            })
                    .keepsItsPromises();
        }

        @Test
        void writeGathering() throws Exception {
            BlockedWrite.of(
                            MORE_THAN_BUFFERS_TAKE,
                            (connection, bytes) ->
                                    connection.write(
                                            ByteBuffer.wrap(bytes, 0, 3),
                                            ByteBuffer.wrap(bytes, 3, bytes.length - 3)))
                    .keepsItsPromises();
        }

        @Test
        void transferFrom() throws Exception {
            byte[] bytes = BlockedWrite.pattern(MORE_THAN_BUFFERS_TAKE);
            Path path = Files.write(directory.resolve("file"), bytes);
            try (var file = FileChannel.open(path)) {
                BlockedWrite.of(
                                bytes.length,
                                (connection, _) ->
                                        connection.output().transferFrom(file, 0, bytes.length))
                        .keepsItsPromises();
            }
        }

        @Test
        void writeWhole() throws Exception {
            new InterruptedMessage().endsTheOutput();
        }

        @Test
        void transferToOutput() throws Exception {
            byte[] bytes = BlockedWrite.pattern(MORE_THAN_BUFFERS_TAKE);
            Probe<Void> echo =
                    Probe.doing(connection -> {
                        assertThrows(
                                ConnectionInterruptedException.class,
                                () -> Servers.ECHO.handle(connection));
                        assertTrue(Thread.interrupted());
                        Servers.ECHO.handle(connection);
                    });
            try (var server = SocketServer.start(Servers.configWithSmallBuffers(), echo);
                    var peer = TestPeer.withSmallBuffer(server)) {
                Background sending = Background.start(() -> peer.send(bytes).halfClose());
                BlockedWrite.awaitStuck(echo);

                echo.thread().interrupt();

                peer.expect(bytes).expectEnd();
                echo.result();
                sending.join();
            }
        }

        @Test
        void waitingForOtherWriters() throws Exception {
            var second = new SecondWriter();

            second.isInterruptedBefore();
            second.isInterruptedMeanwhile();
            second.isEnded(Connection::close, TestPeer::receiveAll);
            second.isEnded(Connection::abort, TestPeer::expectReset);
        }
    }

    @Nested
    class Working {

        @Test
        void join() throws Exception {
            InterruptedWork.inJoin();
        }

        @Test
        void close() throws Exception {
            InterruptedWork.inClose();
        }

        @Test
        void within() throws Exception {
            InterruptedWork.inDeadline();
        }

        @Test
        void watchingPeer() throws Exception {
            InterruptedWork.inWatch();
        }

        @Test
        void workLimit() throws Exception {
            InterruptedWork.inWorkLimit();
        }
    }

    @Nested
    class OfTheServer {

        @Test
        void shutdown() throws Exception {
            InterruptedServer.inShutdown();
        }

        @Test
        void awaitConnections() throws Exception {
            InterruptedServer.inAwaitConnections();
        }

        @Test
        void awaitStopped() throws Exception {
            try (var server = Servers.echo()) {
                Thread.currentThread().interrupt();
                assertThrows(InterruptedException.class, server::awaitStopped);
                assertFalse(Thread.currentThread().isInterrupted());

                Background waiting =
                        Background.startVirtual(() ->
                                        assertThrows(
                                                InterruptedException.class, server::awaitStopped))
                                .awaitWaiting();
                waiting.thread().interrupt();
                waiting.join();

                TestPeer.connect(server).echo("still serving").close();
            }
        }

        @Test
        void close() throws Exception {
            var release = new CountDownLatch(1);
            ConnectionHandler slow =
                    connection -> {
                        assertEquals('x', connection.input().read());
                        release.await();
                    };
            SocketServer server = Servers.start(slow);
            try (var peer = TestPeer.connect(server)) {
                peer.send("x");
                eventually().until(() -> server.connections() == 1);
                Background closing =
                        Background.start(() -> {
                            Thread.currentThread().interrupt();
                            server.close();
                            assertTrue(Thread.interrupted(), "interrupt status");
                        });
                peer.expectEnd();
                closing.thread().interrupt();
                closing.awaitWaiting();
                assertEquals(1, server.connections());

                release.countDown();
                peer.halfClose();

                closing.join();
                assertEquals(0, server.connections());
            }
        }

        @Test
        void accepting() throws Exception {
            InterruptedServer.inAccepting();
        }

        @Test
        void lingering() throws Exception {
            InterruptedServer.inLingering();
        }
    }
}
