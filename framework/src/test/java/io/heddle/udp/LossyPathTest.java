package io.heddle.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A path that loses, doubles and reorders: a session that numbers what it sends gets all of it
/// across, one after the other.
class LossyPathTest {

    private static final int NUMBERS = 60;
    private static final int ATTEMPTS = 100;
    private static final Duration PATIENCE = Duration.ofMillis(20);

    /// Answers a number with how many it has seen in order.
    private static void count(DatagramSession session) throws Exception {
        int next = 0;
        for (var d = session.receive(); d != null; d = session.receive()) {
            if (ByteBuffer.wrap(d.payload()).getInt() == next) {
                next++;
            }
            session.send(ByteBuffer.allocate(Integer.BYTES).putInt(next).flip());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void askingAgainGetsEverythingAcross(long seed) throws Exception {
        try (var server = DatagramServers.startSessions(LossyPathTest::count);
                var relay = new LossyRelay(server.addresses().getFirst(), seed);
                var client = DatagramClient.connect(relay.address())) {
            for (int number = 0; number < NUMBERS; number++) {
                sendUntilConfirmed(client, number);
            }

            assertEquals(1, server.sessions().size(), "one peer, one session");
        }
    }

    private static void sendUntilConfirmed(DatagramClient client, int number) throws Exception {
        byte[] request = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        int confirmed = 0;
        for (int i = 0; i < ATTEMPTS && confirmed <= number; i++) {
            Datagram answer = client.exchange(request, PATIENCE, ATTEMPTS);
            assertNotNull(answer, "never answered");
            confirmed = ByteBuffer.wrap(answer.payload()).getInt();
        }
        assertEquals(number + 1, confirmed);
    }
}
