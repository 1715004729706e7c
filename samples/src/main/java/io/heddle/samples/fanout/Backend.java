package io.heddle.samples.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Connection;
import io.heddle.PeerWatch;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// A slow server of the sample's own, which answers a line `L` with `NAME: L`, and how to ask it.
///
/// @param name what it calls itself
/// @param server listens on a loopback port that the system chose
record Backend(String name, SocketServer server) implements AutoCloseable {

    static final int MAX_LINE = 1024;

    /// Starts one.
    ///
    /// @param delay how long it thinks about each line
    static Backend start(String name, Duration delay) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config = ServerConfig.on(address).withName(name);
        return new Backend(
                name, SocketServer.start(config, connection -> answer(connection, name, delay)));
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

    /// Asks it, over a plain blocking socket. An interrupt closes the socket.
    String ask(String line) throws IOException {
        var address = (InetSocketAddress) server.addresses().getFirst();
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
            String answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))
                            .readLine();
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
