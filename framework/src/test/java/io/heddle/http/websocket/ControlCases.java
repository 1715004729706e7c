package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.CLOSE;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.PING;
import static io.heddle.http.websocket.ClientFrames.PONG;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.FrameCase.fine;
import static io.heddle.http.websocket.FrameCase.last;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Pings, pongs, and messages in fragments ([RFC 6455
/// §5.4](https://www.rfc-editor.org/rfc/rfc6455#section-5.4) and §5.5).
final class ControlCases {

    private static final int LARGE = 100_000;

    private ControlCases() {}

    static Stream<FrameCase> all() {
        return Stream.of(pings(), fragments(), pieces(), wrongFragments()).flatMap(group -> group);
    }

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static Stream<FrameCase> pings() {
        String most = "p".repeat(125);
        String longest = Answers.shown("pong", most.getBytes(US_ASCII));
        return Stream.of(
                fine("5.5.2 a ping", frames().ping(""), "pong"),
                fine("5.5.2 a ping with text", frames().ping("hi"), "pong hi"),
                fine(
                        "5.5.2 a ping with bytes",
                        frames().frame(FIN | PING, new byte[] {0, -1, -2, -3, -4, -5, 0, -1}),
                        "pong 00fffefdfcfb00ff"),
                fine("5.5.2 the longest ping", frames().ping(most), longest),
                last("5.5 a ping of 126 bytes", frames().ping(most + "p"), "close 1002"),
                last(
                        "5.5 a pong of 126 bytes",
                        frames().frame(FIN | PONG, most + "p"),
                        "close 1002"),
                last("5.5 a ping without its end", frames().frame(PING, "a"), "close 1002"),
                last("5.5 a pong without its end", frames().frame(PONG, "a"), "close 1002"),
                last(
                        "5.5 a ping in fragments",
                        frames().frame(PING, "a").frame(FIN, "b"),
                        "close 1002"),
                last(
                        "5.5 a close without its end",
                        frames().frame(CLOSE, new byte[] {3, (byte) 0xe8}),
                        "close 1002"),
                fine("5.5.3 a pong that nobody asked for", frames().frame(FIN | PONG, "so")),
                fine("5.5.3 an empty pong", frames().frame(FIN | PONG, "")),
                fine(
                        "5.5.3 a pong, then a ping",
                        frames().frame(FIN | PONG, "so").ping("hi"),
                        "pong hi"),
                fine(
                        "5.5.2 ten pings",
                        pings(10),
                        IntStream.range(0, 10)
                                .mapToObj(i -> "pong ping " + i)
                                .toArray(String[]::new)),
                fine(
                        "5.5.2 a ping between messages",
                        frames().text("a").ping("b").text("c"),
                        "text a",
                        "pong b",
                        "text c"));
    }

    private static ClientFrames pings(int count) {
        ClientFrames frames = frames();
        IntStream.range(0, count).forEach(i -> frames.ping("ping " + i));
        return frames;
    }

    private static Stream<FrameCase> fragments() {
        return Stream.of(
                fine(
                        "5.4 two fragments",
                        frames().frame(TEXT, "Hel").frame(FIN, "lo"),
                        "text Hello"),
                fine(
                        "5.4 a ping inside",
                        frames().frame(TEXT, "Hel").ping("hi").frame(FIN, "lo"),
                        "pong hi",
                        "text Hello"),
                fine(
                        "5.4 a pong inside",
                        frames().frame(TEXT, "Hel").frame(FIN | PONG, "hi").frame(FIN, "lo"),
                        "text Hello"),
                fine(
                        "5.4 pings between all fragments",
                        frames().frame(TEXT, "a").ping("1").frame(0, "b").ping("2").frame(FIN, "c"),
                        "pong 1",
                        "pong 2",
                        "text abc"),
                fine(
                        "5.4 fragments of nothing",
                        frames().frame(TEXT, "").frame(0, "").frame(FIN, ""),
                        "text"),
                fine(
                        "5.4 a first fragment of nothing",
                        frames().frame(TEXT, "").frame(0, "a").frame(FIN, "b"),
                        "text ab"),
                fine(
                        "5.4 nothing in the middle",
                        frames().frame(TEXT, "a").frame(0, "").frame(FIN, "b"),
                        "text ab"),
                fine(
                        "5.4 a last fragment of nothing",
                        frames().frame(BINARY, "a").frame(FIN, ""),
                        "binary a"),
                fine(
                        "5.4 two messages in fragments",
                        frames().frame(TEXT, "a")
                                .frame(FIN, "b")
                                .frame(BINARY, "c")
                                .frame(FIN, "d"),
                        "text ab",
                        "binary cd"),
                last(
                        "5.5.1 a close inside a message",
                        frames().frame(TEXT, "a").close(1000).frame(FIN, "b"),
                        "close 1000"));
    }

    private static Stream<FrameCase> pieces() {
        return IntStream.of(1, 64, 997, 65_536)
                .boxed()
                .flatMap(size -> Stream.of(pieces(TEXT, size), pieces(BINARY, size)));
    }

    private static FrameCase pieces(int opcode, int size) {
        var payload = new byte[size == 1 ? 1000 : LARGE];
        var random = new Random(size);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) ('a' + random.nextInt(26));
        }
        String kind = opcode == TEXT ? "text" : "binary";
        return fine(
                "5.4 %s in fragments of %d".formatted(kind, size),
                frames().fragments(opcode, payload, size),
                Answers.shown(kind, payload));
    }

    private static Stream<FrameCase> wrongFragments() {
        return Stream.of(
                last("5.4 nothing to continue", frames().frame(FIN, "a"), "close 1002"),
                last("5.4 nothing to continue, more to come", frames().frame(0, "a"), "close 1002"),
                last("5.4 nothing to continue, empty", frames().frame(FIN, ""), "close 1002"),
                last(
                        "5.4 continued after a message",
                        frames().text("a").frame(FIN, "b"),
                        "text a",
                        "close 1002"),
                last(
                        "5.4 continued after its end",
                        frames().frame(TEXT, "a").frame(FIN, "b").frame(FIN, "c"),
                        "text ab",
                        "close 1002"),
                last("5.4 text inside text", frames().frame(TEXT, "a").text("b"), "close 1002"),
                last(
                        "5.4 binary inside text",
                        frames().frame(TEXT, "a").frame(FIN | BINARY, "b"),
                        "close 1002"),
                last(
                        "5.4 begun text inside binary",
                        frames().frame(BINARY, "a").frame(TEXT, "b").frame(FIN, "c"),
                        "close 1002"),
                last(
                        "5.4 begun text inside text, behind a ping",
                        frames().frame(TEXT, "a").ping("b").frame(TEXT, "c"),
                        "pong b",
                        "close 1002"));
    }
}
