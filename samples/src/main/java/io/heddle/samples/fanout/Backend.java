package io.heddle.samples.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.PeerWatch;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.client.SocketClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A slow server of the sample's own, which answers a line `L` with `NAME: L`, and how to ask it.
///
/// @param name what it calls itself
/// @param server listens on a loopback port that the system chose
/// @param client asks it
record Backend(String name, SocketServer server, SocketClient client) implements AutoCloseable {

    static final int MAX_LINE = 1024;
    private static final int MAX_ANSWER = 2 * MAX_LINE;

    /// Starts one.
    ///
    /// @param delay how long it thinks about each line
    /// @param client asks it
    static Backend start(String name, Duration delay, SocketClient client) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config = ServerConfig.on(address).withName(name);
        return new Backend(
                name,
                SocketServer.start(config, connection -> answer(connection, name, delay)),
                client);
    }

    /// Stops thinking when the one who asked has left.
    private static void answer(Connection connection, String name, Duration delay)
            throws Exception {
        String line = connection.input().readLine(MAX_LINE);
        connection.watchingPeer(
                PeerWatch.CANCEL,
                () -> {
                    Thread.sleep(delay);
                    return line;
                });
        connection.output().write((name + ": " + line + "\n").getBytes(UTF_8));
    }

    /// Asks it. Who is interrupted meanwhile closes the connection.
    String ask(String line) throws IOException {
        var endpoint = new Endpoint(Endpoint.Kind.TCP, server.addresses().getFirst());
        try (Connection connection = client.connect(endpoint)) {
            connection.output().write((line + "\n").getBytes(UTF_8));
            String answer = connection.input().readLine(MAX_ANSWER);
            if (answer == null) {
                throw new EOFException(name + " gave no answer");
            }
            return answer;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
