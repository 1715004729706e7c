package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CloseTest {

    @Test
    void failsAllLaterCalls() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    assertEquals('a', connection.input().read()); // b is read ahead
                    connection.close();

                    assertFalse(connection.isOpen());
                    var input = connection.input();
                    var output = connection.output();
                    assertThrows(ConnectionClosedException.class, input::read);
                    assertThrows(ConnectionClosedException.class, () -> input.readLine(9));
                    assertThrows(ConnectionClosedException.class, () -> output.write('x'));
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.send("ab").expectEnd();

            probe.result();
        }
    }

    @Test
    void wakesReaderAndWriterAtOnce() throws Exception {
        var reading = new CountDownLatch(1);
        var probe =
                Probe.doing(connection -> {
                    Background reader =
                            Background.startVirtual(() -> {
                                reading.countDown();
                                assertThrows(
                                        ConnectionClosedException.class,
                                        () -> connection.input().read());
                            });
                    reading.await();
                    assertThrows(
                            ConnectionClosedException.class,
                            () -> connection.output().write(new byte[4 * 1024 * 1024]));
                    reader.join();
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var _ = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);

            probe.connection().close();

            probe.result();
        }
    }

    @Test
    void endsAConnectionWhoseHandlerLeavesAReaderBehind() throws Exception {
        var left = new CountDownLatch(1);
        var observer = new RecordingObserver();
        ConnectionHandler leavesReader =
                connection -> {
                    Background reader =
                            Background.startVirtual(() -> {
                                assertThrows(
                                        ConnectionClosedException.class,
                                        () -> connection.input().read());
                                left.countDown();
                            });
                    reader.awaitWaiting();
                };
        try (var server = Servers.start(leavesReader, observer);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd();

            assertTrue(left.await(10, TimeUnit.SECONDS));
            peer.leave();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void resetsWhenAborted() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(Servers::abortWhenAsked, observer);
                var peer = TestPeer.connect(server)) {

            peer.send("?").expectReset();

            assertEquals(CloseReason.ABORTED, observer.awaitReason());
        }
    }
}
