package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramQueueTest {
    @Test
    void readsTheRoomAndTheDrops() {
        var text =
                """
                UNCONN 0      0      127.0.0.1:37535 0.0.0.0:*
                \t skmem:(r768,rb425984,t0,tb212992,f0,w0,o0,bl0,d17)
                """;

        assertEquals(Optional.of(new DatagramQueue(425_984, 17)), DatagramQueue.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Error: an unknown option", "skmem:(r768)", "skmem:(rbx,dy)"})
    void isUnknownWhereNothingIsSaid(String text) {
        assertEquals(Optional.empty(), DatagramQueue.parse(text));
    }

    @Test
    void asksTheSystemWhereItCan() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var socket = new DatagramSocket(loopback)) {
            socket.setReceiveBufferSize(100_000);

            var queue = DatagramQueue.of(socket.getLocalSocketAddress());

            queue.ifPresent(known -> {
                assertTrue(known.limitBytes() >= 100_000, known::toString);
                assertEquals(0, known.dropped());
            });
        }
    }
}
