package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HalfCloseTest {

    @Test
    void answersAfterThePeerEndedItsStream() throws Exception {
        ConnectionHandler answersAtTheEnd =
                connection -> {
                    byte[] all = connection.input().readAllBytes();
                    connection.output().write(("got " + all.length).getBytes(UTF_8));
                };
        try (var server = Servers.start(answersAtTheEnd);
                var peer = TestPeer.connect(server)) {

            peer.send("hello").halfClose();

            peer.expect("got 5").expectEnd();
        }
    }

    @Test
    void answersInFullAThousandTimes() throws Exception {
        byte[] answer = BlockedWrite.pattern(100_000);
        ConnectionHandler answersAtTheEnd =
                connection -> {
                    connection.input().readAllBytes();
                    connection.output().write(answer);
                };
        try (var server = Servers.start(answersAtTheEnd)) {
            Crowd.of(
                    4,
                    _ -> {
                        for (int i = 0; i < 250; i++) {
                            try (var peer = TestPeer.connect(server)) {
                                peer.send("request").halfClose().expect(answer).expectEnd();
                            }
                        }
                    });
        }
    }

    @Test
    void readsOnAfterItEndedItsOwnStream() throws Exception {
        var probe =
                Probe.of(connection -> {
                    connection.output().write("bye".getBytes(UTF_8));
                    connection.shutdownOutput();
                    connection.shutdownOutput();
                    assertThrows(
                            ConnectionClosedException.class, () -> connection.output().write('x'));
                    return connection.input().readLine(100);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.expect("bye").expectEnd().send("thanks\n");

            assertEquals("thanks", probe.result());
        }
    }

    @Test
    void wakesAWriterWhenTheOutputIsShutDown() throws Exception {
        var probe = Probe.doing(connection -> connection.output().write(new byte[4 * 1024 * 1024]));
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);

            probe.connection().shutdownOutput();

            probe.failure(ConnectionClosedException.class);
            assertEquals(probe.connection().bytesOut(), peer.receiveAll().length);
        }
    }

    @Test
    void writesOnAfterItRefusedThePeersStream() throws Exception {
        var probe =
                Probe.doing(connection -> {
                    connection.shutdownInput();
                    connection.shutdownInput();
                    assertEquals(-1, connection.input().read());
                    assertEquals(-1, connection.input().peek());
                    assertNull(connection.input().readLine(100));
                    assertArrayEquals(new byte[0], connection.input().readAllBytes());
                    connection.output().write("no more, please".getBytes(UTF_8));
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {

            peer.expect("no more, please").expectEnd();

            probe.result();
        }
    }

    @Test
    void wakesAReaderWhenTheInputIsShutDown() throws Exception {
        var probe = Probe.of(connection -> connection.input().read());
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            probe.connection().shutdownInput();

            assertEquals(-1, probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void deliversEverythingThoughThePeersStreamWasRefused() throws Exception {
        byte[] answer = BlockedWrite.pattern(100_000); // more than the peer's kernel takes
        var probe =
                Probe.doing(connection -> {
                    assertEquals('x', connection.input().read());
                    connection.shutdownInput();
                    connection.output().write(answer);
                });
        ServerConfig config = Servers.configWithLinger(Eventually.PATIENCE);
        try (var server = SocketServer.start(config, probe);
                var peer = TestPeer.withSmallBuffer(server)) {

            peer.send("x and what nobody will read");
            probe.result();
            peer.send("nor this");

            peer.expect(answer).expectEnd();
        }
    }
}
