package io.heddle.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Random;

/// A relay between one peer and a server that loses one datagram in five, doubles one in ten and
/// lets one in five be overtaken by the next, either way, always the same ones.
final class LossyRelay implements Closeable {

    private final DatagramSocket entrance;
    private final DatagramSocket exit;

    private volatile SocketAddress peer;

    LossyRelay(InetSocketAddress target, long seed) throws IOException {
        this.entrance = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        this.exit = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        start(entrance, exit, target, new Random(seed));
        start(exit, entrance, null, new Random(seed + 1));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    /// @param target null: the peer
    private void start(
            DatagramSocket from, DatagramSocket to, SocketAddress target, Random chance) {
        Thread.ofPlatform().daemon().start(() -> relay(from, to, target, chance));
    }

    private void relay(
            DatagramSocket from, DatagramSocket to, SocketAddress target, Random chance) {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        byte[] late = null;
        try {
            while (true) {
                from.receive(packet);
                if (target != null) {
                    peer = packet.getSocketAddress();
                }
                SocketAddress whither = target == null ? peer : target;
                byte[] payload = Arrays.copyOf(packet.getData(), packet.getLength());
                int fate = chance.nextInt(10);
                if (fate < 2) {
                    continue; // lost
                }
                if (fate < 4 && late == null) {
                    late = payload;
                    continue;
                }
                to.send(new DatagramPacket(payload, payload.length, whither));
                if (fate == 4) {
                    to.send(new DatagramPacket(payload, payload.length, whither));
                }
                if (late != null) {
                    to.send(new DatagramPacket(late, late.length, whither));
                    late = null;
                }
            }
        } catch (IOException closed) {
            // the end
        }
    }

    @Override
    public void close() {
        entrance.close();
        exit.close();
    }
}
