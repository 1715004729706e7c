package io.heddle.udp;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.VirtualWheel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many sessions come, are idle and go: none is left, and each costs little meanwhile.
/// `-Dheddle.sessions=100000` makes it more.
@Timeout(600)
class SessionCrowdTest {

    private static final int SESSIONS = Integer.getInteger("heddle.sessions", 2_000);
    private static final int WAVE = 100; // as many as the system's buffer surely holds

    /// Frames of code that is not compiled yet are larger, and there is more of that in a short
    /// run.
    private static final int MOST_BYTES = SESSIONS >= 50_000 ? 2048 : 4096;

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void idleSessionsCostLittleAndAllEnd() throws Exception {
        var time = new VirtualWheel();
        var config =
                DatagramServers.config()
                        .withLimits(DatagramLimits.DEFAULT.withSessions(2 * SESSIONS))
                        .withSessionIdle(IDLE);
        try (var server =
                DatagramServer.startSessions(config, DatagramServers::echo, time.wheel())) {
            crowd(server, 0, SESSIONS); // so that all there is to load and to compile is there
            time.advanceFast(IDLE.plusSeconds(1));
            eventually().atMost(PATIENCE).until(() -> server.handlers() == 0);
            long before = usedHeap();

            crowd(server, SESSIONS, SESSIONS);

            long each = (usedHeap() - before) / SESSIONS;
            System.out.println(SESSIONS + " idle sessions take " + each + " bytes each");
            assertTrue(each <= MOST_BYTES, () -> each + " bytes each");
            time.advanceFast(IDLE.plusSeconds(1));
            eventually().atMost(PATIENCE).until(() -> server.handlers() == 0);
            assertEquals(List.of(), server.sessions());
            assertEquals(0, server.waitingBytes());
        }
        assertEquals(0, time.wheel().size(), "timers left");
    }

    /// Each peer is one of 127.0.0.0/8 by itself, and sends one datagram that is answered.
    private static void crowd(DatagramServer server, int from, int count) throws Exception {
        InetSocketAddress target = server.addresses().getFirst();
        int expected = server.handlers();
        for (int begin = 0; begin < count; begin += WAVE) {
            int size = Math.min(WAVE, count - begin);
            List<DatagramChannel> peers = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                DatagramChannel peer = DatagramChannel.open();
                peers.add(peer);
                peer.bind(new InetSocketAddress(address(from + begin + i), 0));
                peer.send(ByteBuffer.wrap(new byte[64]), target);
            }
            expected += size;
            int all = expected;
            eventually()
                    .atMost(PATIENCE)
                    .until(() -> server.handlers() == all && server.waitingBytes() == 0);
            for (DatagramChannel peer : peers) {
                peer.close();
            }
        }
    }

    private static InetAddress address(int i) throws Exception {
        int host = i + 256;
        return InetAddress.getByAddress(
                new byte[] {127, (byte) (host >> 16), (byte) (host >> 8), (byte) host});
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
