package io.heddle.loadtest.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A small server for tests: one behaviour for every connection, on a port of its own.
final class TestServer implements AutoCloseable {
    /// What it does with one connection.
    interface Behaviour {
        void serve(InputStream input, OutputStream output) throws IOException;
    }

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> accepting = new CompletableFuture<>();

    TestServer(Behaviour behaviour) throws IOException {
        listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    static TestServer echo() throws IOException {
        return new TestServer(InputStream::transferTo);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /// How many connections the clients have not closed.
    int openConnections() {
        return connections.size();
    }

    private void accept(Behaviour behaviour) {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection, behaviour));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        } finally {
            accepting.complete(null);
        }
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            behaviour.serve(connection.getInputStream(), connection.getOutputStream());
        } catch (IOException e) {
            // The client closed first: that is how these tests end.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        accepting.join();
        for (var connection : connections) {
            connection.close();
        }
    }
}
