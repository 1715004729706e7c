package io.heddle.udp;

import io.heddle.TestPeer;
import java.io.IOException;
import java.util.List;

/// Datagram servers as tests want them: on a free loopback port, without a log.
final class DatagramServers {

    static final DatagramHandler ECHO = datagram -> datagram.reply(datagram.payload());

    private DatagramServers() {}

    static DatagramServerConfig config() {
        return DatagramServerConfig.on(TestPeer.loopback(0)).withObservers(List.of());
    }

    static DatagramServer start(DatagramHandler handler) throws IOException {
        return DatagramServer.start(config(), handler);
    }

    static DatagramServer start(DatagramLimits limits, DatagramHandler handler) throws IOException {
        return DatagramServer.start(config().withLimits(limits), handler);
    }

    static DatagramServer startSessions(SessionHandler handler) throws IOException {
        return DatagramServer.startSessions(config(), handler);
    }

    static DatagramServer echo() throws IOException {
        return start(ECHO);
    }

    /// A session that sends back all that comes.
    static void echo(DatagramSession session) throws IOException {
        for (var datagram = session.receive(); datagram != null; datagram = session.receive()) {
            session.send(datagram.payload());
        }
    }
}
