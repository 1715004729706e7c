package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.CONTINUATION;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.WebSocketServers.DEFLATING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/// What is small on the wire and endless behind it costs no more than the longest message.
class BombTest {

    private static final int MIB = 1 << 20;
    private static final int BOMB_MIB = Integer.getInteger("heddle.bomb", 64);
    private static final int MOST = 1 << 20;

    /// Zeros, compressed.
    private static byte[] bomb() {
        var deflater = new Deflater(9, true);
        var bytes = new ByteArrayOutputStream();
        var zeros = new byte[MIB];
        var chunk = new byte[64 << 10];
        try {
            for (int i = 0; i < BOMB_MIB; i++) {
                deflater.setInput(zeros);
                while (!deflater.needsInput()) {
                    bytes.write(chunk, 0, deflater.deflate(chunk));
                }
            }
            bytes.write(chunk, 0, deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH));
            return bytes.toByteArray();
        } finally {
            deflater.end();
        }
    }

    @Test
    void isRefusedWithoutBeingInflated() throws Exception {
        byte[] bomb = bomb();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] frames = new ClientFrames().fragments(RSV1 | BINARY, bomb, 60_000).toBytes();
        WebSocketServers.served(
                DEFLATING, WebSocketServers.ECHO, new ClientFrames().text("a").toBytes());
        long before = threads.getCurrentThreadAllocatedBytes();
        long begin = threads.getCurrentThreadCpuTime();
        byte[] answer = WebSocketServers.served(DEFLATING, WebSocketServers.ECHO, frames);
        long took = threads.getCurrentThreadCpuTime() - begin;
        long allocated = threads.getCurrentThreadAllocatedBytes() - before - 2L * frames.length;
        assertEquals("close 1009", ServerFrames.of(answer));
        assertTrue(allocated < 4L * MOST, () -> allocated + " bytes, of which half live at most");
        assertTrue(took < 1_000_000_000L, () -> took + " ns");
    }

    @Test
    void longestMessageIsInflated() {
        byte[] longest = ClientFrames.deflated(new byte[MOST]);
        byte[] longer = ClientFrames.deflated(new byte[MOST + 1]);

        assertEquals(
                "deflated binary of 1048576, close 1000",
                WebSocketServers.echoed(
                        DEFLATING,
                        new ClientFrames()
                                .frame(FIN | RSV1 | BINARY, longest)
                                .close(1000)
                                .toBytes()));
        assertEquals(
                "close 1009",
                WebSocketServers.echoed(
                        DEFLATING,
                        new ClientFrames()
                                .frame(FIN | RSV1 | BINARY, longer)
                                .close(1000)
                                .toBytes()));
    }

    /// Blocks of deflate that make nothing, and frames that carry nothing.
    @Test
    void endlessNothingEnds() {
        var config = DEFLATING.withMaxMessage(10_000);
        var empty = new ClientFrames().frame(TEXT, "");
        var blocks = new ClientFrames().frame(RSV1 | TEXT, "");
        for (int i = 0; i < 30_000; i++) {
            empty.frame(CONTINUATION, "");
            blocks.frame(CONTINUATION, ClientFrames.unhex("00 00 00 ff ff"));
        }

        assertEquals("close 1009", WebSocketServers.echoed(config, empty.toBytes()));
        assertEquals("close 1009", WebSocketServers.echoed(config, blocks.toBytes()));
    }

    @Test
    void endlessFragmentsEnd() throws Exception {
        try (HttpServer server = WebSocketServers.start(WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);
            peer.send(new ClientFrames().frame(BINARY, new byte[1000]).toBytes());
            byte[] more = new ClientFrames().frame(CONTINUATION, new byte[1000]).toBytes();

            for (int i = 0; i < MOST / 1000; i++) {
                peer.send(more);
            }

            assertEquals("close 1009", answers.next());
            answers.end();
        }
    }
}
