package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.CLOSE;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.PING;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.FrameCase.cut;
import static io.heddle.http.websocket.FrameCase.fine;
import static io.heddle.http.websocket.FrameCase.last;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The frame itself: sizes, lengths, masks, reserved bits, opcodes ([RFC 6455
/// §5.2](https://www.rfc-editor.org/rfc/rfc6455#section-5.2)).
final class FramingCases {

    /// The longest message that each server is to accept.
    static final int LIMIT = Integer.getInteger("heddle.largest", 1 << 20);

    private static final int[] SIZES = {
        0, 1, 2, 3, 4, 7, 8, 9, 124, 125, 126, 127, 128, 1023, 65_535, 65_536, 131_072
    };

    private FramingCases() {}

    static Stream<FrameCase> all() {
        return Stream.of(sizes(), lengths(), tooLong(), masks(), reserved(), opcodes())
                .flatMap(group -> group);
    }

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(int length) {
        return "*".repeat(length).getBytes(US_ASCII);
    }

    private static FrameCase echoed(int first, byte[] payload) {
        String kind = (first & TEXT) != 0 ? "text" : "binary";
        return fine(
                "5.2 %s of %d bytes".formatted(kind, payload.length),
                frames().frame(first, payload),
                Answers.shown(kind, payload));
    }

    private static Stream<FrameCase> sizes() {
        return Stream.of(
                        IntStream.of(SIZES).mapToObj(size -> echoed(FIN | TEXT, text(size))),
                        IntStream.of(SIZES).mapToObj(size -> echoed(FIN | BINARY, bytes(size))),
                        Stream.of(echoed(FIN | TEXT, text(LIMIT))),
                        Stream.of(echoed(FIN | BINARY, bytes(LIMIT))),
                        Stream.of(many()))
                .flatMap(group -> group);
    }

    private static FrameCase many() {
        ClientFrames frames = frames();
        IntStream.range(0, 100).forEach(i -> frames.text("message " + i));
        return fine(
                "5.2 a hundred messages at once",
                frames,
                IntStream.range(0, 100).mapToObj(i -> "text message " + i).toArray(String[]::new));
    }

    private static FrameCase lengthened(String name, int first, int second, int size, int bytes) {
        var payload = new byte[size];
        return last(
                "5.2 " + name,
                frames().head(first, 0x80 | second).integer(size, bytes).masked(payload),
                "close 1002");
    }

    /// A length stands in as few bytes as can be.
    private static Stream<FrameCase> lengths() {
        return Stream.of(
                lengthened("no bytes, said in two", FIN | BINARY, 126, 0, 2),
                lengthened("one byte, said in two", FIN | TEXT, 126, 1, 2),
                lengthened("125 bytes, said in two", FIN | BINARY, 126, 125, 2),
                lengthened("no bytes, said in eight", FIN | BINARY, 127, 0, 8),
                lengthened("125 bytes, said in eight", FIN | BINARY, 127, 125, 8),
                lengthened("126 bytes, said in eight", FIN | BINARY, 127, 126, 8),
                lengthened("65535 bytes, said in eight", FIN | BINARY, 127, 65_535, 8),
                lengthened("a ping's length in two bytes", FIN | PING, 126, 1, 2),
                lengthened("a close's length in two bytes", FIN | CLOSE, 126, 2, 2),
                cut(
                        "5.2 a length with its first bit set",
                        frames().head(FIN | BINARY, 0xff)
                                .integer(Long.MIN_VALUE, 8)
                                .masked(text(9)),
                        "close 1002"),
                cut(
                        "5.2 a length of 64 bits",
                        frames().head(FIN | BINARY, 0xff).integer(-1, 8).masked(text(9)),
                        "close 1002"));
    }

    private static FrameCase announced(String name, int first, long length) {
        return cut(
                "10.4 " + name,
                frames().head(first, 0xff).integer(length, 8).masked(text(9)),
                "close 1009");
    }

    /// What is too long is known from its head.
    private static Stream<FrameCase> tooLong() {
        return Stream.of(
                announced("a frame of a byte too many", FIN | BINARY, LIMIT + 1L),
                announced("text of a byte too many", FIN | TEXT, LIMIT + 1L),
                announced("a frame of 2 GiB", FIN | BINARY, 1L << 31),
                announced("a frame of 4 GiB and one byte", FIN | BINARY, (1L << 32) + 1),
                announced("a frame of 1 TiB", FIN | BINARY, 1L << 40),
                announced("the longest frame there is", FIN | BINARY, Long.MAX_VALUE),
                announced("the longest first fragment", BINARY, Long.MAX_VALUE),
                fine(
                        "10.4 the longest message, in fragments",
                        frames().fragments(BINARY, bytes(LIMIT), LIMIT / 4),
                        Answers.shown("binary", bytes(LIMIT))),
                last(
                        "10.4 fragments of a byte too many",
                        frames().fragments(BINARY, bytes(LIMIT + 1), LIMIT / 4),
                        "close 1009"));
    }

    /// A client's frames are masked (§5.1).
    private static Stream<FrameCase> masks() {
        return Stream.of(
                fine("5.3 a mask of zeros", frames().hex("8181 00000000 61"), "text a"),
                fine("5.3 a mask of ones", frames().hex("8181 ffffffff 9e"), "text a"),
                last("5.1 text without a mask", frames().hex("8101 61"), "close 1002"),
                last("5.1 nothing without a mask", frames().hex("8100"), "close 1002"),
                last("5.1 a ping without a mask", frames().hex("8900"), "close 1002"),
                last("5.1 a close without a mask", frames().hex("8802 03e8"), "close 1002"),
                last(
                        "5.1 a fragment without a mask",
                        frames().frame(TEXT, "a").hex("8001 61"),
                        "close 1002"));
    }

    /// Reserved bits mean nothing that was agreed on.
    private static Stream<FrameCase> reserved() {
        return IntStream.rangeClosed(1, 7).boxed().flatMap(FramingCases::reserved);
    }

    private static Stream<FrameCase> reserved(int bits) {
        int first = FIN | bits << 4;
        return Stream.of(
                last(
                        "5.2 text with reserved bits " + bits,
                        frames().text("a").frame(first | TEXT, "b"),
                        "text a",
                        "close 1002"),
                last(
                        "5.2 a fragment with reserved bits " + bits,
                        frames().frame(TEXT, "a").frame(first, "b"),
                        "close 1002"),
                last(
                        "5.2 a ping with reserved bits " + bits,
                        frames().text("a").frame(first | PING, "b"),
                        "text a",
                        "close 1002"),
                last(
                        "5.2 a close with reserved bits " + bits,
                        frames().frame(first | CLOSE, ""),
                        "close 1002"));
    }

    private static Stream<FrameCase> opcodes() {
        return List.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15).stream().flatMap(FramingCases::opcode);
    }

    private static Stream<FrameCase> opcode(int opcode) {
        return Stream.of(
                last(
                        "5.2 opcode %d, empty".formatted(opcode),
                        frames().frame(FIN | opcode, ""),
                        "close 1002"),
                last(
                        "5.2 opcode %d, behind a message".formatted(opcode),
                        frames().text("a").frame(FIN | opcode, "b").ping("c"),
                        "text a",
                        "close 1002"),
                last(
                        "5.2 opcode %d, inside a message".formatted(opcode),
                        frames().frame(TEXT, "a").frame(FIN | opcode, "b").frame(FIN, "c"),
                        "close 1002"));
    }
}
