package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A client of a Unix-domain socket.
final class UnixPeer implements Closeable {

    private final SocketChannel channel;

    private UnixPeer(SocketChannel channel) {
        this.channel = channel;
    }

    static UnixPeer connect(Path path) throws IOException {
        return connect(UnixDomainSocketAddress.of(path));
    }

    static UnixPeer connect(SocketAddress address) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            return new UnixPeer(channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    UnixPeer echo(String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        return expect(text);
    }

    UnixPeer expect(String text) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(text.getBytes(UTF_8).length);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            // more to come
        }
        assertEquals(text, new String(answer.array(), 0, answer.position(), UTF_8));
        return this;
    }

    UnixPeer expectEnd() throws IOException {
        assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        return this;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
