package io.heddle.loadtest.crosscheck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Answers every request, whatever it asks for, with the same few bytes: one loop, and next to
/// nothing between the socket and the reply.
final class MinimalHttpServer implements AutoCloseable {
    private static final byte[] REPLY =
            """
            HTTP/1.1 200 OK\r
            Content-Type: text/plain\r
            Content-Length: 13\r
            \r
            Hello, World!\
            """
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int END_OF_HEAD = 0x0D0A0D0A;

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Thread thread;
    private final Set<SocketChannel> connections = new HashSet<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer reply = ByteBuffer.allocateDirect(REPLY.length).put(REPLY);

    private MinimalHttpServer(ServerSocketChannel listener) throws IOException {
        this.listener = listener;
        selector = Selector.open();
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("minimal-http").daemon().unstarted(this::run);
    }

    static MinimalHttpServer start() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = new MinimalHttpServer(ServerSocketChannel.open().bind(address, 1_000));
        server.thread.start();
        return server;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /// Waits until it is closed.
    void await() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        listener.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::onReady);
            }
        } catch (IOException | ClosedSelectorException e) {
            // Closed.
        } finally {
            closeConnections();
        }
    }

    private void closeConnections() {
        for (var connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }

    private void onReady(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                var accepted = listener.accept();
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                // The attachment is the last four bytes that came.
                accepted.register(selector, SelectionKey.OP_READ, new int[1]);
                connections.add(accepted);
            } else {
                answer((SocketChannel) key.channel(), (int[]) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void answer(SocketChannel channel, int[] last) throws IOException {
        if (channel.read(input.clear()) < 0) {
            channel.close();
            connections.remove(channel);
            return;
        }
        input.flip();
        while (input.hasRemaining()) {
            last[0] = last[0] << 8 | input.get();
            if (last[0] == END_OF_HEAD) {
                channel.write(reply.rewind());
            }
        }
    }
}
