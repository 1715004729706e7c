package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many connections come and go: nothing is left over. `-Dheddle.connections=10000` makes it more.
@Timeout(120)
class ManyConnectionsTest {

    private static final int CONNECTIONS = Integer.getInteger("heddle.connections", 2_000);
    private static final int OPEN_AT_ONCE = 500;

    @Test
    void leavesNoThreadDescriptorOrConnection() throws Exception {
        try (var server = Servers.echo()) {
            connectEchoAndClose(server, OPEN_AT_ONCE);
            long descriptors = Descriptors.open();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();

            for (int done = 0; done < CONNECTIONS; done += OPEN_AT_ONCE) {
                connectEchoAndClose(server, Math.min(OPEN_AT_ONCE, CONNECTIONS - done));
            }

            assertEquals(0, server.connections());
            Descriptors.awaitBackTo(descriptors);
            eventually()
                    .until(
                            () -> ManagementFactory.getThreadMXBean().getThreadCount(),
                            now -> now <= threads + 1);
        }
    }

    private static void connectEchoAndClose(SocketServer server, int connections) {
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            peers.add(TestPeer.connect(server));
        }
        peers.forEach(peer -> peer.echo("hello"));
        assertEquals(connections, server.connections());
        peers.forEach(TestPeer::close);
        eventually().until(() -> server.connections() == 0);
    }
}
