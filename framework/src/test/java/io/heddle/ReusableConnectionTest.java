package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which connections somebody else could go on with.
class ReusableConnectionTest {

    private Connector connector;

    @BeforeEach
    void open() throws IOException {
        connector = Connector.open(ConnectorConfig.DEFAULT);
    }

    @AfterEach
    void close() {
        connector.close();
    }

    private Connection connect(SocketServer server) throws IOException {
        return connector.connect(server.addresses().getFirst());
    }

    @Test
    void newOneIsReusable() throws Exception {
        try (var server = Servers.echo();
                var connection = connect(server)) {
            assertTrue(connection.isReusable());
            assertEquals(1, connector.connections());
        }
    }

    @Test
    void staysReusableWhileAnswersAreRead() throws Exception {
        try (var server = Servers.echo();
                var connection = connect(server)) {
            for (int i = 0; i < 100; i++) {
                connection.output().write(new byte[10]);
                connection.input().readExactly(10);

                assertTrue(connection.isReusable());
            }
        }
    }

    @Test
    void unreadBytesSpoilItAndAreNotLost() throws Exception {
        try (var server = Servers.echo();
                var connection = connect(server)) {
            connection.output().write(new byte[] {1, 2});
            eventually().until(() -> !connection.isReusable());

            assertEquals(1, connection.input().read());
            assertFalse(connection.isReusable());
            assertEquals(2, connection.input().read());
            assertTrue(connection.isReusable());
        }
    }

    @Test
    void bytesThatWerePutBackSpoilIt() throws Exception {
        try (var server = Servers.echo();
                var connection = connect(server)) {
            connection.input().unread(new byte[] {1});

            assertFalse(connection.isReusable());
        }
    }

    @Test
    void endOfThePeersStreamSpoilsIt() throws Exception {
        try (var server =
                        Servers.start(connection -> {
                            connection.shutdownOutput();
                            connection.input().read();
                        });
                var connection = connect(server)) {
            eventually().until(() -> !connection.isReusable());

            assertTrue(connection.isOpen());
            assertEquals(-1, connection.input().read());
        }
    }

    @Test
    void resetSpoilsIt() throws Exception {
        try (var server = Servers.start(Servers::abortWhenAsked);
                var connection = connect(server)) {
            assertTrue(connection.isReusable());
            connection.output().write(1);

            eventually().until(() -> !connection.isReusable());
            assertThrows(PeerResetException.class, () -> connection.input().read());
        }
    }

    @Test
    void ourOwnEndSpoilsIt() throws Exception {
        try (var server = Servers.echo()) {
            Connection closed = connect(server);
            Connection aborted = connect(server);
            Connection shut = connect(server);
            Connection refused = connect(server);

            closed.close();
            aborted.abort();
            shut.shutdownOutput();
            refused.shutdownInput();

            assertFalse(closed.isReusable());
            assertFalse(aborted.isReusable());
            assertFalse(shut.isReusable());
            assertFalse(refused.isReusable());
        }
    }

    @Test
    void halfMessageSpoilsIt() throws Exception {
        var done = new CountDownLatch(1);
        try (var server = Servers.start(connection -> done.await());
                var connection = connect(server)) {
            eventually().until(() -> isCutShort(connection));

            assertFalse(connection.isReusable());
            done.countDown();
        }
    }

    /// Writes more than the system takes, until the time is over.
    ///
    /// @return whether some of it went
    private static boolean isCutShort(Connection connection) {
        var late =
                assertThrows(
                        DeadlineExceededException.class,
                        () ->
                                Deadline.within(
                                        Duration.ofMillis(50),
                                        () ->
                                                connection
                                                        .output()
                                                        .writeWhole(ByteBuffer.allocate(1 << 26))));
        return late.bytesTransferred() > 0;
    }

    /// The answer may come yet.
    @Test
    void silenceOverItsLimitSpoilsItUntilThereIsAnAnswer() throws Exception {
        var timeouts = ConnectorConfig.DEFAULT_TIMEOUTS.withFirstByte(Duration.ofMillis(50));
        var answer = new CountDownLatch(1);
        try (var impatient = Connector.open(ConnectorConfig.DEFAULT.withTimeouts(timeouts));
                var server =
                        Servers.start(connection -> {
                            answer.await();
                            connection.output().write(1);
                            connection.input().read();
                        });
                var connection = impatient.connect(server.addresses().getFirst())) {
            assertThrows(ConnectionTimedOutException.class, () -> connection.input().read());
            assertFalse(connection.isReusable());

            answer.countDown();
            assertEquals(1, connection.input().read());

            assertTrue(connection.isReusable());
        }
    }

    @Test
    void isNotReusableWhileThePeerIsWatched() throws Exception {
        try (var server = Servers.echo();
                var connection = connect(server)) {
            boolean meanwhile =
                    connection.watchingPeer(PeerWatch.SIGNAL, () -> connection.isReusable());

            assertFalse(meanwhile);
            assertTrue(connection.isReusable());
        }
    }
}
