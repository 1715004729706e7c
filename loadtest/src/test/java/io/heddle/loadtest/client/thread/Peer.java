package io.heddle.loadtest.client.thread;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server of raw bytes that does with each connection what a test asks for.
final class Peer implements AutoCloseable {
    private final ServerSocket listener;
    private final Behaviour behaviour;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private Peer(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
    }

    /// What is done with a connection before it is closed.
    interface Behaviour {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    static Peer start(Behaviour behaviour) throws IOException {
        var peer = new Peer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), behaviour);
        Thread.ofPlatform().daemon().start(peer::acceptAll);
        return peer;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int accepted() {
        return accepted.get();
    }

    /// The connections that have ended.
    int ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /// A server that is busy.
    static void pause(long millis) throws IOException {
        try {
            var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                var socket = listener.accept();
                accepted.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            behaviour.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The client has gone.
        } finally {
            ended.incrementAndGet();
        }
    }
}
