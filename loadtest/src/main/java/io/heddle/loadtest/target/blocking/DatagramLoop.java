package io.heddle.loadtest.target.blocking;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.Datagrams;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;

/// One thread that receives a datagram and sends it back, again and again: the least that blocking
/// code on the JDK's channels can do.
final class DatagramLoop implements RunningTarget {
    private final DatagramChannel channel;
    private final Thread thread;
    private final int port;

    private DatagramLoop(DatagramChannel channel, boolean virtual) {
        this.channel = channel;
        port = channel.socket().getLocalPort();
        thread =
                virtual
                        ? Thread.ofVirtual().name("datagrams").unstarted(this::echo)
                        : Thread.ofPlatform().name("datagrams").unstarted(this::echo);
    }

    static DatagramLoop start(ListenOptions options, boolean virtual) throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, ListenOptions.DATAGRAM_BUFFER_BYTES);
            channel.bind(options.address());
            var loop = new DatagramLoop(channel, virtual);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void echo() {
        var buffer = ByteBuffer.allocateDirect(Datagrams.LARGEST_BYTES);
        try {
            while (true) {
                var peer = channel.receive(buffer.clear());
                channel.send(buffer.flip(), peer);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("loops", "0", "socket", "udp");
    }

    @Override
    public void close() {
        try {
            channel.close();
            thread.join();
        } catch (IOException e) {
            // It is gone either way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
