package io.heddle.loadtest.client.transport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/// The client's sockets, of TCP or of Unix, whichever an address is of.
public final class Sockets {
    private Sockets() {}

    /// A socket of the kind that connects to this address, which sends small messages at once.
    public static SocketChannel open(SocketAddress server) throws IOException {
        if (server instanceof UnixDomainSocketAddress) {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        var channel = SocketChannel.open();
        try {
            return channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Has the close of a socket reset its connection, so that nothing stays in TIME_WAIT; a Unix
    /// socket has no such state.
    public static void resetWhenClosed(SocketChannel channel) throws IOException {
        SocketOption<Integer> linger = StandardSocketOptions.SO_LINGER;
        if (channel.supportedOptions().contains(linger)) {
            channel.setOption(linger, 0);
        }
    }
}
