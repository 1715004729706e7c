package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Answers each datagram with others: none, itself, or what a test wants.
final class TrickyPeer implements AutoCloseable {
    private static final int BUFFER_BYTES = 4096;

    /// What comes back.
    interface Trick {
        /// What is sent for a datagram.
        ///
        /// @param number of the datagram, from 0 on
        List<byte[]> answers(byte[] datagram, int number);
    }

    private final DatagramSocket socket;
    private final Trick trick;
    private final Set<SocketAddress> seen = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> answering;

    TrickyPeer(Trick trick) throws IOException {
        this.trick = trick;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        answering =
                CompletableFuture.runAsync(this::answer, task -> Thread.ofVirtual().start(task));
    }

    /// Sends everything back.
    static TrickyPeer honest() throws IOException {
        return new TrickyPeer((datagram, _) -> List.of(datagram));
    }

    SocketAddress address() {
        return socket.getLocalSocketAddress();
    }

    /// From how many sockets something came.
    int peers() {
        return seen.size();
    }

    private void answer() {
        var buffer = new byte[BUFFER_BYTES];
        try {
            for (int number = 0; ; number++) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                seen.add(packet.getSocketAddress());
                var datagram = Arrays.copyOf(buffer, packet.getLength());
                for (var answer : trick.answers(datagram, number)) {
                    socket.send(
                            new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        socket.close();
        answering.join();
    }
}
