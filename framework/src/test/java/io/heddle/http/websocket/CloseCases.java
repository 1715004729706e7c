package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.CLOSE;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.ClientFrames.unhex;
import static io.heddle.http.websocket.FrameCase.cut;
import static io.heddle.http.websocket.FrameCase.last;

import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How it ends ([RFC 6455 §5.5.1](https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1), §7).
final class CloseCases {

    private CloseCases() {}

    static Stream<FrameCase> all() {
        return Stream.of(ends(), codes(), wrongCodes(), reasons()).flatMap(group -> group);
    }

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static Stream<FrameCase> ends() {
        return Stream.of(
                last("5.5.1 a close", frames().close(1000), "close 1000"),
                last("5.5.1 a close without a code", frames().frame(FIN | CLOSE, ""), "close"),
                last(
                        "5.5.1 a code of one byte",
                        frames().frame(FIN | CLOSE, unhex("03")),
                        "close 1002"),
                last(
                        "5.5.1 a message before it",
                        frames().text("a").close(1000),
                        "text a",
                        "close 1000"),
                last(
                        "5.5.1 a ping before it",
                        frames().ping("a").close(1000),
                        "pong a",
                        "close 1000"),
                last("5.5.1 a message after it", frames().close(1000).text("a"), "close 1000"),
                last("5.5.1 a ping after it", frames().close(1000).ping("a"), "close 1000"),
                last("5.5.1 two of them", frames().close(1000).close(1001), "close 1000"),
                last("5.5.1 nonsense after it", frames().close(1000).hex("ffffffff"), "close 1000"),
                last(
                        "5.5.1 a large message after it",
                        frames().close(1000).binary(new byte[250_000]),
                        "close 1000"),
                cut("7.1.5 an end without a close", frames().text("a"), "text a"),
                cut("7.1.5 an end at once", frames()),
                cut("7.1.5 an end inside a message", frames().frame(TEXT, "a")),
                cut(
                        "7.1.5 an end inside a frame",
                        frames().text("a").head(FIN | TEXT, 0x85),
                        "text a"),
                cut("7.1.5 an end inside a length", frames().head(FIN | TEXT, 0xfe).integer(1, 1)));
    }

    private static Stream<FrameCase> codes() {
        return IntStream.of(
                        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
                        3000, 3999, 4000, 4999)
                .mapToObj(code ->
                        last("7.4 code " + code, frames().close(code, "so"), "close " + code));
    }

    private static Stream<FrameCase> wrongCodes() {
        return IntStream.of(
                        0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 1999, 2000, 2999, 5000,
                        65_535)
                .mapToObj(code -> last("7.4 code " + code, frames().close(code), "close 1002"));
    }

    private static Stream<FrameCase> reasons() {
        return Stream.of(
                last("7.1.6 a reason", frames().close(1000, "bye"), "close 1000"),
                last("7.1.6 a reason beyond ASCII", frames().close(1000, "κόσμε €"), "close 1000"),
                last(
                        "7.1.6 the longest reason",
                        frames().close(1000, "r".repeat(123)),
                        "close 1000"),
                last("5.5 a longer reason", frames().close(1000, "r".repeat(124)), "close 1002"),
                reason("ff", "a wrong byte"),
                reason("c0af", "longer than need be"),
                reason("eda080", "half of a pair"),
                reason("f4908080", "beyond the last character"),
                reason("61e282", "a character without its end"),
                reason("cebae1bdb9cf83cebcceb5eda080656469746564", "half of a pair, inside"));
    }

    private static FrameCase reason(String wrong, String name) {
        byte[] payload = HexFormat.of().parseHex("03e8" + wrong);
        return last(
                "7.1.6 a reason that is not UTF-8: " + name,
                frames().frame(FIN | CLOSE, payload),
                "close 1007");
    }
}
