package io.heddle;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Servers as tests want them: on a free loopback port, without a log.
public final class Servers {

    public static final ConnectionHandler ECHO =
            connection -> connection.input().transferTo(connection.output());

    private static final int SMALL_BUFFER = 4096;

    private Servers() {}

    public static ServerConfig config() {
        return ServerConfig.on(TestPeer.loopback(0)).withObservers(List.of());
    }

    public static SocketServer start(ConnectionHandler handler) throws IOException {
        return SocketServer.start(config(), handler);
    }

    public static SocketServer start(ConnectionHandler handler, ServerObserver observer)
            throws IOException {
        return SocketServer.start(config().withObserver(observer), handler);
    }

    public static SocketServer echo() throws IOException {
        return start(ECHO);
    }

    /// A server whose kernel takes few bytes before a write has to wait.
    public static ServerConfig configWithSmallBuffers() {
        return ServerConfig.on(
                        ListenerConfig.on(TestPeer.loopback(0))
                                .withConnectionOptions(
                                        SocketOptions.CONNECTION_DEFAULT.with(
                                                StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER)))
                .withObservers(List.of());
    }

    public static ServerConfig configWithLinger(Duration linger) {
        return config().withTimeouts(Timeouts.DEFAULT.withLinger(linger));
    }

    /// A port that nobody listens on, outside of the range that the system picks from: nobody gets
    /// it between this and its use, and no connection to it becomes one to itself.
    static int unusedPort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var probe = new ServerSocket()) {
                probe.bind(TestPeer.loopback(port));
                return probe.getLocalPort();
            } catch (IOException taken) {
                // another one then
            }
        }
    }

    /// A handler that aborts once the peer has sent a byte: to connect is over for it then, which a
    /// reset could otherwise still make fail.
    static void abortWhenAsked(Connection connection) throws IOException {
        connection.input().read();
        connection.abort();
    }
}
