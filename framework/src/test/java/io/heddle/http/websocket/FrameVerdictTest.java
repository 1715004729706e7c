package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.CONTINUATION;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.PING;
import static io.heddle.http.websocket.ClientFrames.PONG;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.WebSocketServers.echoed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.heddle.MemoryConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What an echo answers to frames, right and wrong, whole and byte by byte ([RFC 6455
/// §5](https://www.rfc-editor.org/rfc/rfc6455#section-5)). Each case is followed by a message that
/// must not be answered if the WebSocket is over.
class FrameVerdictTest {

    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT.withMaxMessage(200_000).withMaxFrame(150_000);

    private static final String AFTER = "text after";

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static Arguments valid(String name, ClientFrames frames, String... answers) {
        List<String> all = new ArrayList<>(List.of(answers));
        all.add(AFTER);
        all.add("close 1000");
        return argumentSet(name, frames, String.join(", ", all));
    }

    private static Arguments wrong(String name, ClientFrames frames, String... answers) {
        return argumentSet(name, frames, String.join(", ", answers));
    }

    @ParameterizedTest
    @MethodSource({"payloads", "controls", "reserved", "heads", "fragments", "lengths", "tooLong"})
    void isTheSameWholeAndByteByByte(ClientFrames frames, String answers) {
        byte[] bytes = frames.text("after").close(1000).toBytes();

        assertEquals(answers, echoed(CONFIG, bytes));
        if (bytes.length < 1000) {
            assertEquals(answers, echoed(CONFIG, MemoryConnection.oneByOne(bytes)));
        } else {
            int half = bytes.length / 2;
            assertEquals(answers, echoed(CONFIG, MemoryConnection.split(bytes, 1, 7, half)));
        }
    }

    static Stream<Arguments> payloads() {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 128, 65_535, 65_536, 131_072}) {
            String text = "*".repeat(length);
            String shown = length == 0 ? "" : length > 40 ? " of " + length : " " + text;
            cases.add(valid("text of " + length, frames().text(text), "text" + shown));
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            cases.add(valid("binary of " + length, frames().binary(bytes), "binary" + shown));
        }
        cases.add(valid("text beyond ASCII", frames().text("κόσμε 😀"), "text κόσμε 😀"));
        return cases.build();
    }

    static Stream<Arguments> controls() {
        String most = "p".repeat(125);
        return Stream.of(
                valid("ping", frames().ping(""), "pong"),
                valid("ping with payload", frames().ping("hi"), "pong hi"),
                valid("longest ping", frames().ping(most), "pong of 125"),
                wrong(
                        "ping, then what must not be",
                        frames().ping("hi").frame(FIN, "a"),
                        "pong hi",
                        "close 1002"),
                wrong("ping of 126", frames().ping(most + "p"), "close 1002"),
                valid("ten pings", pings(10), pongs(10)),
                valid("pong that nobody asked for", frames().frame(FIN | PONG, "so")),
                valid("pong, then ping", frames().frame(FIN | PONG, "so").ping("hi"), "pong hi"),
                wrong("ping in fragments", frames().frame(PING, "a"), "close 1002"),
                wrong("close in fragments", frames().frame(8, ""), "close 1002"),
                wrong("frames after close", frames().close(1000).ping("a"), "close 1000"));
    }

    private static ClientFrames pings(int count) {
        ClientFrames frames = frames();
        for (int i = 0; i < count; i++) {
            frames.ping("ping " + i);
        }
        return frames;
    }

    private static String[] pongs(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> "pong ping " + i)
                .toArray(String[]::new);
    }

    static Stream<Arguments> reserved() {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (int rsv = 1; rsv < 8; rsv++) {
            int first = FIN | rsv << 4;
            cases.add(
                    wrong(
                            "text with RSV " + rsv,
                            frames().text("a").frame(first | TEXT, "b"),
                            "text a",
                            "close 1002"));
            cases.add(
                    wrong("ping with RSV " + rsv, frames().frame(first | PING, ""), "close 1002"));
            cases.add(wrong("close with RSV " + rsv, frames().frame(first | 8, ""), "close 1002"));
        }
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            cases.add(
                    wrong(
                            "opcode " + opcode,
                            frames().text("a").frame(FIN | opcode, "b"),
                            "text a",
                            "close 1002"));
            cases.add(wrong("begun, opcode " + opcode, frames().frame(opcode, ""), "close 1002"));
        }
        return cases.build();
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                wrong("no mask", frames().hex("81 01 61"), "close 1002"),
                wrong("no mask, empty", frames().hex("81 00"), "close 1002"),
                wrong("ping without mask", frames().hex("89 00"), "close 1002"),
                wrong("no mask, long", frames().hex("82 7f"), "close 1002"),
                valid("mask of zeros", frames().hex("81 81 00000000 61"), "text a"));
    }

    static Stream<Arguments> fragments() {
        return Stream.of(
                valid(
                        "two fragments",
                        frames().frame(TEXT, "Hel").frame(FIN | CONTINUATION, "lo"),
                        "text Hello"),
                valid(
                        "fragments of one",
                        frames().fragments(
                                        TEXT,
                                        "Hello, world".getBytes(StandardCharsets.US_ASCII),
                                        1),
                        "text Hello, world"),
                valid(
                        "a ping between",
                        frames().frame(TEXT, "Hel").ping("hi").frame(FIN | CONTINUATION, "lo"),
                        "pong hi",
                        "text Hello"),
                valid(
                        "empty fragments",
                        frames().frame(TEXT, "")
                                .frame(CONTINUATION, "")
                                .frame(FIN | CONTINUATION, ""),
                        "text"),
                valid(
                        "empty last one",
                        frames().frame(BINARY, "a").frame(FIN | CONTINUATION, ""),
                        "binary a"),
                valid(
                        "long fragments",
                        frames().fragments(BINARY, new byte[190_000], 63_333),
                        "binary of 190000"),
                wrong("nothing to continue", frames().frame(FIN, "a"), "close 1002"),
                wrong("nothing to continue, more to come", frames().frame(0, "a"), "close 1002"),
                wrong(
                        "continued after the end",
                        frames().frame(TEXT, "a").frame(FIN, "b").frame(FIN, "c"),
                        "text ab",
                        "close 1002"),
                wrong("a message inside", frames().frame(TEXT, "a").text("b"), "close 1002"),
                wrong(
                        "a begun message inside",
                        frames().frame(TEXT, "a").frame(BINARY, "b"),
                        "close 1002"),
                wrong(
                        "close inside",
                        frames().frame(TEXT, "a").close(1000).frame(FIN, "b"),
                        "close 1000"));
    }

    static Stream<Arguments> lengths() {
        byte[] short125 = new byte[125];
        return Stream.of(
                wrong(
                        "125 in two bytes",
                        frames().head(0x82, 0xfe).integer(125, 2).masked(short125),
                        "close 1002"),
                wrong(
                        "0 in two bytes",
                        frames().head(0x82, 0xfe).integer(0, 2).masked(new byte[0]),
                        "close 1002"),
                wrong(
                        "126 in eight bytes",
                        frames().head(0x82, 0xff).integer(126, 8).masked(new byte[126]),
                        "close 1002"),
                wrong(
                        "65535 in eight bytes",
                        frames().head(0x82, 0xff).integer(65_535, 8).masked(new byte[65_535]),
                        "close 1002"),
                wrong(
                        "a ping in two bytes",
                        frames().head(0x89, 0xfe).integer(1, 2).masked(new byte[1]),
                        "close 1002"),
                wrong(
                        "64 bits",
                        frames().head(0x82, 0xff).integer(-1, 8).masked(short125),
                        "close 1002"),
                wrong(
                        "2^63",
                        frames().head(0x82, 0xff).integer(Long.MIN_VALUE, 8).masked(short125),
                        "close 1002"));
    }

    static Stream<Arguments> tooLong() {
        return Stream.of(
                wrong(
                        "2^63-1",
                        frames().head(0x82, 0xff).integer(Long.MAX_VALUE, 8).masked(new byte[0]),
                        "close 1009"),
                wrong(
                        "1 TiB",
                        frames().head(0x82, 0xff).integer(1L << 40, 8).masked(new byte[0]),
                        "close 1009"),
                wrong(
                        "2^31",
                        frames().head(0x82, 0xff).integer(1L << 31, 8).masked(new byte[0]),
                        "close 1009"),
                valid("longest frame", frames().binary(new byte[150_000]), "binary of 150000"),
                wrong(
                        "frame too long by one",
                        frames().head(0x82, 0xff).integer(150_001, 8).masked(new byte[0]),
                        "close 1009"),
                valid(
                        "longest message",
                        frames().fragments(BINARY, new byte[200_000], 100_000),
                        "binary of 200000"),
                wrong(
                        "message too long by one",
                        frames().fragments(BINARY, new byte[200_001], 100_000),
                        "close 1009"),
                wrong(
                        "continued by 2^63-1",
                        frames().frame(TEXT, "a")
                                .head(FIN, 0xff)
                                .integer(Long.MAX_VALUE, 8)
                                .masked(new byte[0]),
                        "close 1009"),
                wrong(
                        "RSV1 without compression",
                        frames().frame(FIN | RSV1 | TEXT, "a"),
                        "close 1002"));
    }
}
