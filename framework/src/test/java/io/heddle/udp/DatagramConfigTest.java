package io.heddle.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.AcceptRate;
import io.heddle.SocketOptions;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DatagramConfigTest {

    private static String problem(Executable mistake) {
        return assertThrows(IllegalArgumentException.class, mistake).getMessage();
    }

    @Test
    void namesEverythingThatIsOutOfItsBounds() {
        DatagramLimits limits = DatagramLimits.DEFAULT;

        assertEquals(
                "handlers must be between 1 and 1000000, was 0",
                problem(() -> limits.withHandlers(0)));
        assertEquals(
                "queue must be between 0 and 1000000, was -1", problem(() -> limits.withQueue(-1)));
        assertEquals(
                "datagramBytes must be between 0 and 65507, was 65508",
                problem(() -> limits.withDatagramBytes(65_508)));
        assertEquals(
                "amplification must be between 1 and 1000, was 0",
                problem(() -> limits.withAmplification(0)));
        assertEquals(
                "bitsV4 must be between 8 and 32, was 7; bitsV6 must be between 16 and 128, was 129",
                problem(() -> limits.withSourceBits(7, 129)));
        assertEquals(
                "sessionIdle must be between PT0.01S and PT2160H, was PT0S",
                problem(() -> DatagramServerConfig.onPort(0).withSessionIdle(Duration.ZERO)));
        assertEquals(
                "server name must not be blank",
                problem(() -> DatagramServerConfig.onPort(0).withName(" ")));
        assertEquals(
                "port must be between 0 and 65535, was 65536",
                problem(() -> DatagramServerConfig.onPort(65_536)));
        assertEquals("addresses must be at least 1, was 0", problem(DatagramServerConfig::on));
    }

    @Test
    void unknownHostsAndOptionsAreMistakes() {
        assertEquals(
                "host nowhere.invalid is unknown",
                problem(() ->
                        DatagramServerConfig.on(
                                InetSocketAddress.createUnresolved("nowhere.invalid", 1))));
        SocketOptions ofStreams = SocketOptions.NONE.with(StandardSocketOptions.TCP_NODELAY, true);
        var config = DatagramServers.config().withOptions(ofStreams);
        String refused = problem(() -> DatagramServer.start(config, DatagramServers.ECHO));
        assertTrue(refused.contains("TCP_NODELAY"), refused);
    }

    @Test
    void withersChangeOneThing() {
        DatagramLimits limits =
                DatagramLimits.DEFAULT
                        .withHandlers(1)
                        .withQueue(2)
                        .withSessions(3)
                        .withMailbox(4)
                        .withWaitingBytes(100_000)
                        .withDatagramBytes(6)
                        .withSourceBits(24, 48)
                        .withAmplification(7);

        assertEquals(
                new DatagramLimits(1, 2, 3, 4, 100_000, 6, AcceptRate.UNLIMITED, 24, 48, 7),
                limits);
        var config = DatagramServerConfig.onPort(0).withLimits(limits).withName("x");
        assertEquals("x", config.name());
        assertEquals(limits, config.limits());
        assertEquals(List.of(), config.withObservers(List.of()).observers());
    }
}
