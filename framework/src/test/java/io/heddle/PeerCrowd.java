package io.heddle;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Many peers on one thread, that of the test.
final class PeerCrowd implements Closeable {

    private static final Duration BETWEEN_DRIBBLES = Duration.ofSeconds(1);

    private final Selector selector;
    private final List<Peer> peers = new ArrayList<>();
    private int open;
    private int resets;
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(4096);

    /// One of them.
    private static final class Peer {
        private final SocketChannel channel;
        private final long connectedAt = System.nanoTime();
        private long nextByteAt = connectedAt;
        private long endedAt; // 0 while the server keeps it

        Peer(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private PeerCrowd(Selector selector) {
        this.selector = selector;
    }

    static PeerCrowd connect(InetSocketAddress server, int count) throws IOException {
        var crowd = new PeerCrowd(Selector.open());
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.configureBlocking(false);
            var peer = new Peer(channel);
            channel.register(crowd.selector, SelectionKey.OP_READ, peer);
            crowd.peers.add(peer);
            crowd.open++;
        }
        return crowd;
    }

    /// Stays silent until the server has ended all.
    ///
    /// @return how long the one that was kept longest was kept
    Duration staySilent(Duration atMost) throws IOException {
        return untilAllEnded(atMost, false);
    }

    /// Sends a byte a second each until the server has ended all.
    ///
    /// @return how long the one that was kept longest was kept
    Duration dribble(Duration atMost) throws IOException {
        return untilAllEnded(atMost, true);
    }

    private Duration untilAllEnded(Duration atMost, boolean dribbling) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (open() > 0 && System.nanoTime() - end < 0) {
            selector.select(this::receive, 20);
            if (dribbling) {
                peers.forEach(this::dribble);
            }
        }
        return Duration.ofNanos(
                peers.stream()
                        .mapToLong(peer -> endOf(peer) - peer.connectedAt)
                        .max()
                        .orElseThrow());
    }

    private static long endOf(Peer peer) {
        return peer.endedAt == 0 ? System.nanoTime() : peer.endedAt;
    }

    /// How many the server keeps.
    int open() {
        return open;
    }

    /// How many were reset, and not ended in good order.
    int resets() {
        return resets;
    }

    private void receive(SelectionKey key) {
        Peer peer = (Peer) key.attachment();
        try {
            if (peer.channel.read(dropped.clear()) >= 0) {
                return;
            }
        } catch (IOException reset) { // that is an end, too
            resets++;
        }
        end(peer);
    }

    private void dribble(Peer peer) {
        long now = System.nanoTime();
        if (peer.endedAt == 0 && now - peer.nextByteAt >= 0) {
            peer.nextByteAt = now + BETWEEN_DRIBBLES.toNanos();
            try {
                peer.channel.write(ByteBuffer.wrap(new byte[] {'.'}));
            } catch (IOException reset) {
                resets++;
                end(peer);
            }
        }
    }

    private void end(Peer peer) {
        open--;
        peer.endedAt = System.nanoTime();
        try {
            peer.channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers) {
            peer.channel.close();
        }
        selector.close();
    }
}
