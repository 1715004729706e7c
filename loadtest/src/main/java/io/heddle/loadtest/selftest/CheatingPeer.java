package io.heddle.loadtest.selftest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/// An echo of datagrams in this process that does not always do its work.
final class CheatingPeer implements AutoCloseable {
    private static final int BUFFER_BYTES = 4096;

    /// What it does with one datagram.
    private interface Trick {
        void play(CheatingPeer peer, DatagramPacket datagram, long number) throws IOException;
    }

    private final DatagramSocket socket;
    private final Trick trick;
    private final AtomicLong forgotten = new AtomicLong();

    private CheatingPeer(Trick trick) throws IOException {
        this.trick = trick;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("cheating-peer").start(this::receive);
    }

    /// Never answers one in so many, and the others rightly.
    static CheatingPeer forgetful(int oneIn) throws IOException {
        return new CheatingPeer((peer, datagram, number) -> {
            if (number % oneIn == 0) {
                peer.forgotten.incrementAndGet();
            } else {
                peer.socket.send(datagram);
            }
        });
    }

    /// Leaves out the last byte, where there are several.
    static CheatingPeer cutting() throws IOException {
        return new CheatingPeer((peer, datagram, number) -> {
            datagram.setLength(Math.max(1, datagram.getLength() - 1));
            peer.socket.send(datagram);
        });
    }

    /// Answers everything twice.
    static CheatingPeer talkative() throws IOException {
        return new CheatingPeer((peer, datagram, number) -> {
            peer.socket.send(datagram);
            peer.socket.send(datagram);
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    /// How many datagrams came that it did not answer.
    long forgotten() {
        return forgotten.get();
    }

    private void receive() {
        var bytes = new byte[BUFFER_BYTES];
        try {
            // Looking for a server sends a datagram, which is answered: the first is number 1.
            for (long number = 1; ; number++) {
                var datagram = new DatagramPacket(bytes, bytes.length);
                socket.receive(datagram);
                trick.play(this, datagram, number);
            }
        } catch (IOException e) {
            // Closed: the part is over.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
