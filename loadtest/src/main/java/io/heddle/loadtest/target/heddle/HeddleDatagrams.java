package io.heddle.loadtest.target.heddle;

import io.heddle.SocketOptions;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.util.Map;

/// The running server of datagrams, with its defaults but for the size of the system's buffer.
record HeddleDatagrams(DatagramServer server, Map<String, String> settings)
        implements RunningTarget {
    private static final SocketOptions BUFFER =
            SocketOptions.NONE.with(
                    StandardSocketOptions.SO_RCVBUF, ListenOptions.DATAGRAM_BUFFER_BYTES);

    static HeddleDatagrams start(ListenOptions options) throws IOException {
        var config = DatagramServerConfig.on(options.inetAddress()).withOptions(BUFFER);
        return new HeddleDatagrams(
                DatagramServer.start(config, datagram -> datagram.reply(datagram.payload())),
                Map.of("loops", "1", "socket", "udp"));
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
