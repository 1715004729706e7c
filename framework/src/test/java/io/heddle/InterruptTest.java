package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What an interrupt, `close()` and `abort()` do to a call that blocks. Each row of the table in
/// docs/interrupts.md is a test here, and each test is a row: [InterruptTableTest].
class InterruptTest {

    static final int MORE_THAN_BUFFERS_TAKE = 4 * 1024 * 1024;

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
            var left = new AtomicLong();
            BlockedRead.of(
                            connection -> {
                                left.compareAndSet(0, 5);
                                goingOn(left, () -> connection.input().skip(left.get()));
                                return (char) connection.input().read() + "";
                            })
                    .needing("hel", "lo!")
                    .returns("!");
        }

        @Test
        void skipNBytes() throws Exception {
            var left = new AtomicLong();
            BlockedRead.of(
                            connection -> {
                                left.compareAndSet(0, 5);
                                goingOn(left, () -> connection.input().skipNBytes(left.get()));
                                return (char) connection.input().read() + "";
                            })
                    .needing("hel", "lo!")
                    .returns("!");
        }

        private interface Skip {
            void run() throws IOException;
        }

        /// Skips; if interrupted, notes how much is left.
        private static void goingOn(AtomicLong left, Skip skip) throws IOException {
            try {
                skip.run();
                left.set(0);
            } catch (ConnectionInterruptedException interrupted) {
                left.addAndGet(-interrupted.bytesTransferred());
                throw interrupted;
            } catch (ConnectionClosedException closed) {
                left.set(0);
                throw closed;
            }
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
            ListenerConfig listener =
                    ListenerConfig.on(TestPeer.loopback(0)).withName("interrupted one");
            ServerConfig config = Servers.config().withName("interrupted").withListener(listener);
            try (var server = SocketServer.start(config, Servers.ECHO)) {
                Thread acceptor = Threads.named("acceptor interrupted one");

                for (int i = 0; i < 100; i++) {
                    acceptor.interrupt();
                    TestPeer.connect(server.addresses().getLast()).echo("hello").close();
                }

                assertTrue(acceptor.isAlive());
            }
        }

        @Test
        void lingering() throws Exception {
            byte[] answer = BlockedWrite.pattern(100_000); // more than the peer's kernel takes
            Probe<Void> answers = Probe.doing(connection -> connection.output().write(answer));
            try (var server = Servers.start(answers);
                    var peer = TestPeer.withSmallBuffer(server)) {
                answers.result();
                Thread lingering = answers.thread();
                Probe.awaitWaiting(lingering);

                lingering.interrupt();

                eventually().until(() -> !lingering.isAlive() || waitsOn(lingering));
                peer.send("to a socket that must still be there");
                peer.expect(answer).expectEnd();
            }
        }

        private static boolean waitsOn(Thread thread) {
            return thread.getState() == Thread.State.WAITING && !thread.isInterrupted();
        }
    }
}
