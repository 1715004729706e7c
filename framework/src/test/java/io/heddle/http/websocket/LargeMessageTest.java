package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.MemoryConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages much larger than any buffer come as they were, however they are cut.
class LargeMessageTest {

    private static final int MIB = 1 << 20;

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] echo(WebSocketConfig config, byte[] frames, int pieces) {
        int[] ends = new int[pieces - 1];
        Arrays.setAll(ends, i -> (int) ((long) frames.length * (i + 1) / pieces));
        return WebSocketServers.served(
                config, WebSocketServers.ECHO, MemoryConnection.split(frames, ends));
    }

    /// MiB of the message, bytes of a fragment, pieces in which the bytes come.
    @ParameterizedTest
    @CsvSource({
        "1, 64, 1",
        "1, 256, 999",
        "4, 1024, 1",
        "4, 4096, 7777",
        "4, 65535, 13",
        "4, 65536, 4096",
        "4, 4194304, 1",
        "16, 16777216, 1",
        "16, 16777216, 12345",
        "16, 1000003, 99",
    })
    void binaryComesAsItWas(int mib, int fragment, int pieces) {
        byte[] payload = noise(mib * MIB);
        byte[] frames = new ClientFrames().fragments(BINARY, payload, fragment).toBytes();

        byte[] answer = echo(WebSocketConfig.DEFAULT.withMaxMessage(16 * MIB), frames, pieces);

        int end = answer.length; // the stream ended without a word, so nothing follows
        assertArrayEquals(payload, Arrays.copyOfRange(answer, end - payload.length, end));
    }

    @ParameterizedTest
    @CsvSource({"64, 1", "65536, 1", "1000003, 4321"})
    void textComesAsItWas(int fragment, int pieces) {
        byte[] payload = "κόσμε😀 ".repeat(MIB / 16).getBytes(StandardCharsets.UTF_8);
        byte[] frames = new ClientFrames().fragments(TEXT, payload, fragment).toBytes();

        byte[] answer = echo(WebSocketConfig.DEFAULT.withMaxMessage(2 * MIB), frames, pieces);

        int end = answer.length;
        assertArrayEquals(payload, Arrays.copyOfRange(answer, end - payload.length, end));
    }

    @ParameterizedTest
    @CsvSource({"64, 1", "65536, 7", "100000000, 3333"})
    void compressedComesAsItWas(int fragment, int pieces) {
        byte[] payload = noise(MIB);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) ('a' + (payload[i] & 7));
        }
        byte[] frames =
                new ClientFrames()
                        .fragments(RSV1 | BINARY, ClientFrames.deflated(payload), fragment)
                        .frame(FIN | ClientFrames.CLOSE, "")
                        .toBytes();

        byte[] answer = echo(WebSocketServers.DEFLATING, frames, pieces);

        assertEquals("deflated binary of 1048576, close", ServerFrames.of(answer));
    }
}
