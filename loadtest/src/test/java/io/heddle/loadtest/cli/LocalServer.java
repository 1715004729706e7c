package io.heddle.loadtest.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A server that runs already when the tool comes, on a port of its own.
final class LocalServer implements AutoCloseable {
    interface Behaviour {
        void serve(InputStream input, OutputStream output) throws IOException;
    }

    private static final int BACKLOG = 100;

    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private LocalServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    static LocalServer echo() throws IOException {
        return new LocalServer(InputStream::transferTo);
    }

    /// Reads and never answers.
    static LocalServer silent() throws IOException {
        return new LocalServer(
                (input, output) -> input.transferTo(OutputStream.nullOutputStream()));
    }

    /// Answers with zeros.
    static LocalServer wrong() throws IOException {
        return new LocalServer((input, output) -> {
            var buffer = new byte[64 * 1024];
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
                output.write(new byte[n]);
            }
        });
    }

    String uri() {
        return "tcp://127.0.0.1:" + listener.getLocalPort();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            behaviour.serve(connection.getInputStream(), connection.getOutputStream());
        } catch (IOException e) {
            // The client left.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
