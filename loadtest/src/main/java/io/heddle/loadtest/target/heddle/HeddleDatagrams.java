package io.heddle.loadtest.target.heddle;

import io.heddle.SocketOptions;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Map;

/// The running server of datagrams, with its defaults but for the size of the system's buffer.
record HeddleDatagrams(DatagramServer server, Map<String, String> settings)
        implements RunningTarget {
    private static final SocketOptions BUFFER =
            SocketOptions.NONE.with(
                    StandardSocketOptions.SO_RCVBUF, ListenOptions.DATAGRAM_BUFFER_BYTES);

    static HeddleDatagrams start(ListenOptions options) throws IOException {
        var config = DatagramServerConfig.on(options.inetAddress()).withOptions(BUFFER);
        var settings =
                Map.of(
                        "receiveBuffer",
                        String.valueOf(grantedBuffer()),
                        "loops",
                        "1",
                        "socket",
                        "udp");
        return new HeddleDatagrams(
                DatagramServer.start(config, datagram -> datagram.reply(datagram.payload())),
                settings);
    }

    /// What the system makes of the size that is asked for: the server does not show its sockets.
    private static int grantedBuffer() throws IOException {
        try (var channel = DatagramChannel.open()) {
            return channel.setOption(
                            StandardSocketOptions.SO_RCVBUF, ListenOptions.DATAGRAM_BUFFER_BYTES)
                    .getOption(StandardSocketOptions.SO_RCVBUF);
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
