package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.ClientFrames.unhex;
import static io.heddle.http.websocket.FrameCase.cut;
import static io.heddle.http.websocket.FrameCase.fine;
import static io.heddle.http.websocket.FrameCase.last;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Text is UTF-8 ([RFC 6455 §8.1](https://www.rfc-editor.org/rfc/rfc6455#section-8.1)), as [RFC
/// 3629](https://www.rfc-editor.org/rfc/rfc3629) has it: no longer than need be, no half of a pair,
/// nothing beyond U+10FFFF.
final class Utf8Cases {

    private static final String GREEK = "κόσμε"; // each letter of two bytes
    private static final String MIXED = "a κ € 😀"; // of one, two, three and four

    private Utf8Cases() {}

    static Stream<FrameCase> all() {
        return Stream.of(valid(), invalid(), endsEarly(), splits(), atOnce())
                .flatMap(group -> group);
    }

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static Stream<FrameCase> valid() {
        int[] points = {
            0, 0x1f, 0x7f, 0x80, 0xbf, 0x7ff, 0x800, 0xfff, 0x1000, 0xcfff, 0xd000, 0xd7ff, 0xe000,
            0xfeff, 0xfffd, 0xfffe, 0xffff, 0x1_0000, 0x1_ffff, 0x3_ffff, 0x4_0000, 0xf_ffff,
            0x10_0000, 0x10_ffff
        };
        return Stream.concat(
                IntStream.of(points)
                        .mapToObj(point ->
                                echoed("U+%04X".formatted(point), Character.toString(point))),
                Stream.of(echoed("Greek", GREEK), echoed("of one to four bytes", MIXED)));
    }

    private static FrameCase echoed(String name, String text) {
        return fine(
                "8.1 " + name, frames().text(text), Answers.shown("text", text.getBytes(UTF_8)));
    }

    /// Bytes that no valid text has, between some that are fine.
    private static Stream<FrameCase> invalid() {
        return Stream.of(
                        // a byte that continues nothing
                        "80",
                        "bf",
                        "8080",
                        "ceba 80",
                        // a start that nothing continues
                        "c2",
                        "df",
                        "e0 a0",
                        "ef bf",
                        "f0 90 80",
                        "f4 8f bf",
                        "e2 28 a1",
                        "e2 82 28",
                        "f0 28 8c bc",
                        "f0 90 28 bc",
                        "f0 90 8c 28",
                        // longer than need be
                        "c0 80",
                        "c0 af",
                        "c1 bf",
                        "e0 80 80",
                        "e0 80 af",
                        "e0 9f bf",
                        "f0 80 80 80",
                        "f0 80 80 af",
                        "f0 8f bf bf",
                        // halves of pairs, and both
                        "ed a0 80",
                        "ed ad bf",
                        "ed ae 80",
                        "ed af bf",
                        "ed b0 80",
                        "ed be 80",
                        "ed bf bf",
                        "ed a0 80 ed b0 80",
                        "ed af bf ed bf bf",
                        // beyond the last character
                        "f4 90 80 80",
                        "f4 bf bf bf",
                        "f5 80 80 80",
                        "f7 bf bf bf",
                        "f8 88 80 80 80",
                        "fb bf bf bf bf",
                        "fc 84 80 80 80 80",
                        "fd bf bf bf bf bf",
                        // never a byte of it
                        "fe",
                        "ff",
                        "fe fe ff ff")
                .map(wrong ->
                        last(
                                "8.1 the bytes " + wrong,
                                frames().frame(FIN | TEXT, around(wrong)),
                                "close 1007"));
    }

    private static byte[] around(String wrong) {
        return unhex("6120" + wrong.replace(" ", "") + "2062");
    }

    /// A character that its message has only the beginning of.
    private static Stream<FrameCase> endsEarly() {
        return Stream.concat(
                Stream.of("c2", "e2", "e2 82", "f0", "f0 9f", "f0 9f 98")
                        .map(begun ->
                                last(
                                        "8.1 a message that ends in " + begun,
                                        frames().frame(
                                                        FIN | TEXT,
                                                        unhex("61" + begun.replace(" ", ""))),
                                        "close 1007")),
                Stream.of(
                        last(
                                "8.1 a last fragment that ends in e2 82",
                                frames().frame(TEXT, "a").frame(FIN, unhex("e282")),
                                "close 1007"),
                        last(
                                "8.1 a character across two messages",
                                frames().frame(FIN | TEXT, unhex("e2"))
                                        .frame(FIN | TEXT, unhex("82ac")),
                                "close 1007"),
                        fine(
                                "5.6 binary that would be no text",
                                frames().frame(FIN | BINARY, unhex("fffec080")),
                                "binary fffec080"),
                        fine(
                                "5.6 binary, then text",
                                frames().frame(FIN | BINARY, unhex("e282")).text("a"),
                                "binary e282",
                                "text a")));
    }

    /// A character may lie across fragments, however it is cut.
    private static Stream<FrameCase> splits() {
        byte[] mixed = MIXED.getBytes(UTF_8);
        String echo = Answers.shown("text", mixed);
        return Stream.concat(
                IntStream.range(1, mixed.length)
                        .mapToObj(at ->
                                fine(
                                        "5.6 text in fragments, the second from byte " + at,
                                        frames().frame(TEXT, Arrays.copyOf(mixed, at))
                                                .frame(
                                                        FIN,
                                                        Arrays.copyOfRange(
                                                                mixed, at, mixed.length)),
                                        echo)),
                Stream.of(
                        fine("5.6 text byte by byte", frames().fragments(TEXT, mixed, 1), echo),
                        fine(
                                "5.6 a ping inside a character",
                                frames().frame(TEXT, unhex("e2"))
                                        .ping("hi")
                                        .frame(FIN, unhex("82ac")),
                                "pong hi",
                                "text €"),
                        last(
                                "8.1 a wrong byte in the second fragment",
                                frames().frame(TEXT, unhex("f48f")).frame(FIN, unhex("c0")),
                                "close 1007")));
    }

    /// Text that has gone wrong is refused before its end is there. Neither standard asks for that;
    /// a peer that streams for hours would like to know.
    private static Stream<FrameCase> atOnce() {
        byte[] wrong = unhex("ceba eda080 656469746564");
        return Stream.of(
                cut(
                        "8.1 at once: a fragment of wrong text, whose message goes on",
                        frames().frame(TEXT, wrong),
                        "close 1007"),
                cut(
                        "8.1 at once: a wrong second fragment, whose message goes on",
                        frames().frame(TEXT, GREEK).frame(0, unhex("ff")),
                        "close 1007"),
                cut(
                        "8.1 at once: a fragment that begins with f5, whose message goes on",
                        frames().frame(TEXT, unhex("f5")),
                        "close 1007"),
                cut(
                        "8.1 at once: half of a pair, whose third byte has not come",
                        frames().frame(TEXT, unhex("eda0")),
                        "close 1007"),
                cut(
                        "8.1 at once: a wrong byte in a frame that goes on",
                        frames().head(FIN | TEXT, 0x80 | 20).masked(wrong),
                        "close 1007"),
                cut(
                        "8.1 at once: f4 90 in a frame that goes on",
                        frames().head(FIN | TEXT, 0x80 | 20).masked(unhex("cebaf490")),
                        "close 1007"),
                cut(
                        "8.1 at once: a wrong byte in a long frame that goes on",
                        frames().head(FIN | TEXT, 0xfe).integer(60_000, 2).masked(unhex("61ff")),
                        "close 1007"));
    }
}
