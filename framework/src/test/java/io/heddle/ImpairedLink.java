package io.heddle;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// A relay that makes of loopback a bad line, for each connection and direction by itself: every
/// piece of a stream is late by 10 to 30 ms, one in twenty by a retransmission more, no piece is
/// longer than a packet, and the line carries so many bits a second. That is what a stream looks
/// like above a network that loses packets; the packets themselves are not lost.
public final class ImpairedLink implements Closeable {

    private static final int PACKET = 1400;
    private static final int LINE_HOLDS = 64; // packets on their way
    private static final long MILLI = 1_000_000;
    private static final long RETRANSMISSION = 200 * MILLI;

    private final ServerSocket entrance;
    private final SocketAddress target;
    private final long nanosPerByte;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private ImpairedLink(ServerSocket entrance, SocketAddress target, long bitsPerSecond) {
        this.entrance = entrance;
        this.target = target;
        this.nanosPerByte = 8_000_000_000L / bitsPerSecond;
    }

    public static ImpairedLink to(SocketAddress target, long bitsPerSecond) throws IOException {
        var entrance = new ServerSocket(0, 1000, TestPeer.loopback(0).getAddress());
        var link = new ImpairedLink(entrance, target, bitsPerSecond);
        Thread.ofVirtual().name("impaired link").start(link::accept);
        return link;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    private void accept() {
        int number = 0;
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                var far = new Socket();
                sockets.addAll(List.of(near, far));
                far.connect(target);
                carry(near, far, ++number);
                carry(far, near, -number);
            } catch (IOException closed) {
                // the test is over
            }
        }
    }

    /// A packet and when it arrives; no bytes: the end.
    private record Packet(ByteBuffer bytes, long due) {

        void awaitArrival() {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void carry(Socket from, Socket to, int seed) {
        var line = new ArrayBlockingQueue<Packet>(LINE_HOLDS);
        Thread.ofVirtual().start(() -> take(from, line, new Random(seed)));
        Thread.ofVirtual().start(() -> deliver(line, to));
    }

    private void take(Socket from, BlockingQueue<Packet> line, Random random) {
        long latest = System.nanoTime();
        try {
            ByteBuffer bytes = read(from, random);
            while (bytes.hasRemaining()) {
                latest = Math.max(latest + bytes.remaining() * nanosPerByte, arrival(random));
                line.put(new Packet(bytes, latest));
                bytes = read(from, random);
            }
            line.put(new Packet(bytes, latest));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// @return nothing at the end
    private static ByteBuffer read(Socket from, Random random) {
        var bytes = new byte[1 + random.nextInt(PACKET)];
        try {
            int count = from.getInputStream().read(bytes);
            return ByteBuffer.wrap(bytes, 0, Math.max(0, count));
        } catch (IOException gone) {
            return ByteBuffer.allocate(0);
        }
    }

    private static long arrival(Random random) {
        long late = (10 + random.nextInt(20)) * MILLI;
        return System.nanoTime() + late + (random.nextInt(20) == 0 ? RETRANSMISSION : 0);
    }

    private static void deliver(BlockingQueue<Packet> line, Socket to) {
        try {
            Packet packet = line.take();
            while (packet.bytes().hasRemaining()) {
                packet.awaitArrival();
                var bytes = new byte[packet.bytes().remaining()];
                packet.bytes().get(bytes);
                to.getOutputStream().write(bytes);
                packet = line.take();
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException gone) {
            // so is the peer behind it
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
