package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.CONTINUATION;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.ClientFrames.deflated;
import static io.heddle.http.websocket.ClientFrames.unhex;
import static io.heddle.http.websocket.WebSocketServers.DEFLATING;
import static io.heddle.http.websocket.WebSocketServers.echoed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.heddle.MemoryConnection;
import io.heddle.http.HttpServer;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Compressed messages ([RFC 7692 §7.2](https://www.rfc-editor.org/rfc/rfc7692#section-7.2)).
class DeflateTest {

    private static final int COMPRESSED_TEXT = FIN | RSV1 | TEXT;

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static Arguments example(String name, ClientFrames frames, String answers) {
        return argumentSet(name, frames, answers);
    }

    /// Those of RFC 7692 §7.2.3 among them.
    static Stream<Arguments> examples() {
        byte[] hello = unhex("f2 48 cd c9 c9 07 00");
        return Stream.of(
                example("§7.2.3.1", frames().frame(COMPRESSED_TEXT, hello), "text Hello"),
                example(
                        "§7.2.3.1 in fragments",
                        frames().frame(RSV1 | TEXT, unhex("f2 48 cd"))
                                .frame(FIN | CONTINUATION, unhex("c9 c9 07 00")),
                        "text Hello"),
                example(
                        "a ping between",
                        frames().frame(RSV1 | TEXT, unhex("f2 48 cd"))
                                .ping("hi")
                                .frame(FIN | CONTINUATION, unhex("c9 c9 07 00")),
                        "pong hi, text Hello"),
                example(
                        "§7.2.3.3, not compressed",
                        frames().frame(COMPRESSED_TEXT, unhex("00 05 00 fa ff 48 65 6c 6c 6f 00")),
                        "text Hello"),
                example(
                        "§7.2.3.4, a final block",
                        frames().frame(COMPRESSED_TEXT, unhex("f3 48 cd c9 c9 07 00 00"))
                                .frame(COMPRESSED_TEXT, hello),
                        "text Hello, text Hello"),
                example(
                        "§7.2.3.5, two blocks",
                        frames().frame(
                                        COMPRESSED_TEXT,
                                        unhex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")),
                        "text Hello"),
                example("§7.2.3.6, empty", frames().frame(COMPRESSED_TEXT, unhex("00")), "text"),
                example(
                        "nothing at all",
                        frames().frame(COMPRESSED_TEXT, new byte[0]).frame(COMPRESSED_TEXT, hello),
                        "text, text Hello"),
                example("plain among them", frames().text("Hello"), "text Hello"),
                example(
                        "no deflate",
                        frames().frame(COMPRESSED_TEXT, unhex("ff ff ff")),
                        "close 1007"),
                example(
                        "no such distance",
                        frames().frame(COMPRESSED_TEXT, unhex("02 41 00")),
                        "close 1007"),
                example(
                        "text that is none",
                        frames().frame(COMPRESSED_TEXT, deflated(unhex("68 ff 68"))),
                        "close 1007"),
                example(
                        "text that is not complete",
                        frames().frame(COMPRESSED_TEXT, deflated(unhex("68 e2 82"))),
                        "close 1007"),
                example(
                        "RSV1 on a continuation",
                        frames().frame(RSV1 | TEXT, hello).frame(FIN | RSV1, hello),
                        "close 1002"),
                example("RSV1 on a ping", frames().frame(FIN | RSV1 | 9, "a"), "close 1002"),
                example("RSV1 on a close", frames().frame(FIN | RSV1 | 8, ""), "close 1002"),
                example("RSV2", frames().frame(FIN | 0x20 | TEXT, "a"), "close 1002"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areReadWholeAndByteByByte(ClientFrames frames, String answers) {
        byte[] bytes = frames.close(1000).toBytes();
        String expected = answers.contains("close") ? answers : answers + ", close 1000";

        assertEquals(expected, echoed(DEFLATING, bytes));
        assertEquals(expected, echoed(DEFLATING, MemoryConnection.oneByOne(bytes)));
    }

    /// Of all lengths, so that each place where memory is grown is met.
    @Test
    void areTheSameAfterwards() {
        var random = new Random(3);
        var frames = frames();
        var expected = new StringBuilder();
        for (int length = 1; length < 600_000; length += 1 + length / 3) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) ('a' + (bytes[i] & (length % 2 == 0 ? 15 : 1)));
            }
            frames.frame(FIN | RSV1 | BINARY, deflated(bytes));
            String text = new String(bytes, UTF_8);
            expected.append("binary " + (length > 40 ? "of " + length : text) + ", ");
        }

        String answers = echoed(DEFLATING, frames.close(1000).toBytes());

        assertEquals(expected + "close 1000", answers.replace("deflated ", ""));
        assertTrue(answers.contains("deflated binary of "), answers);
    }

    @Test
    void shortAndIncompressibleOnesGoAsTheyAre() {
        var noise = new byte[5_000];
        new Random(5).nextBytes(noise);
        var config = DEFLATING.withDeflate(PerMessageDeflate.ON.withLeast(64));

        String answers =
                echoed(
                        config,
                        frames().text("a".repeat(63))
                                .text("a".repeat(64))
                                .binary(noise)
                                .close(1000)
                                .toBytes());

        assertEquals("text of 63, deflated text of 64, binary of 5000, close 1000", answers);
    }

    /// Both ways, over a socket: the second of two that are alike is tiny.
    @Test
    void messagesMayReferToThoseBefore() throws Exception {
        var config = DEFLATING.withDeflate(PerMessageDeflate.ON.withContextTakeover(true));
        var random = new Random(1);
        var text = new StringBuilder();
        random.ints(2_000, 'a', 'z').forEach(c -> text.append((char) c));
        byte[] message = text.toString().getBytes(UTF_8);
        var deflater = new Deflater(6, true);
        try (HttpServer server = WebSocketServers.start(config, WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server, WebSocketServers.OFFER)) {
            ServerFrames answers = ServerFrames.of(peer).withTakeover(true);
            byte[] first = deflated(deflater, message);
            byte[] second = deflated(deflater, message);
            assertTrue(second.length < 100 && first.length > 1000, "the client's");

            peer.send(frames().frame(COMPRESSED_TEXT, first).toBytes());
            assertEquals("deflated text of 2000", answers.next());
            peer.send(frames().frame(COMPRESSED_TEXT, second).close(1000).toBytes());
            assertEquals("deflated text of 2000", answers.next());
            assertTrue(answers.length() < 100, () -> answers.length() + " bytes, the server's");
            assertEquals("close 1000", answers.next());
            answers.end();
        } finally {
            deflater.end();
        }
    }
}
