package io.heddle.loadtest.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A server in this process that looks fast because it does not do its work.
final class CheatingServer implements AutoCloseable {
    private static final int BACKLOG = 1000;
    private static final int SERVED = 10;

    /// What it does with one connection; what it does not read afterwards is left alone.
    private interface Trick {
        void play(InputStream input, OutputStream output, int connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Trick trick;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private CheatingServer(Trick trick) throws IOException {
        this.trick = trick;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("cheat").start(this::accept);
    }

    /// Answers every request with the first one.
    static CheatingServer repeating(int bytes) throws IOException {
        return new CheatingServer((input, output, connection) -> {
            var first = input.readNBytes(bytes);
            do {
                output.write(first);
            } while (input.readNBytes(bytes).length == bytes);
        });
    }

    /// Answers before it is asked.
    static CheatingServer early(int bytes) throws IOException {
        return new CheatingServer((input, output, connection) -> output.write(new byte[bytes]));
    }

    /// Answers each request with itself and one byte more.
    static CheatingServer talkative(int bytes) throws IOException {
        return new CheatingServer((input, output, connection) -> {
            for (var request = input.readNBytes(bytes);
                    request.length == bytes;
                    request = input.readNBytes(bytes)) {
                output.write(request);
                output.write(request[0]);
            }
        });
    }

    /// Serves the first ten connections, and lets all others wait.
    static CheatingServer choosy() throws IOException {
        return new CheatingServer((input, output, connection) -> {
            if (connection < SERVED) {
                input.transferTo(output);
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().name("cheat-connection").start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed: the part is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            trick.play(
                    connection.getInputStream(),
                    connection.getOutputStream(),
                    accepted.getAndIncrement());
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client left when it saw the trick.
        } finally {
            connections.remove(connection);
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
