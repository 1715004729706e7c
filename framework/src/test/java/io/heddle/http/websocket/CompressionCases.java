package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.BINARY;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.PING;
import static io.heddle.http.websocket.ClientFrames.RSV1;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.ClientFrames.deflated;
import static io.heddle.http.websocket.ClientFrames.unhex;
import static io.heddle.http.websocket.FrameCase.fine;
import static io.heddle.http.websocket.FrameCase.last;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/// Compressed messages, and what is agreed on them ([RFC 7692
/// §7](https://www.rfc-editor.org/rfc/rfc7692#section-7)).
final class CompressionCases {

    private static final String PLAIN_OFFER = "permessage-deflate";
    private static final byte[] HELLO = unhex("f248cdc9c90700"); // §7.2.3.1
    private static final byte[] HELLO_AGAIN = unhex("f200110000"); // §7.2.3.2

    private CompressionCases() {}

    static Stream<FrameCase> all() {
        return Stream.concat(
                offers(),
                Stream.of(examples(), shapes(), sizes(), wrong())
                        .flatMap(group -> group)
                        .map(said -> said.offering(PLAIN_OFFER, true)));
    }

    private static ClientFrames frames() {
        return new ClientFrames();
    }

    private static FrameCase offer(String parameters, boolean isAccepted) {
        String offer = PLAIN_OFFER + parameters;
        String text = "what is said twice, what is said twice";
        return fine(
                        "7692-7.1 " + offer,
                        frames().text(text).text(text),
                        "text " + text,
                        "text " + text)
                .offering(offer, isAccepted);
    }

    private static Stream<FrameCase> offers() {
        return Stream.of(
                offer("", true),
                offer("; server_no_context_takeover", true),
                offer("; client_no_context_takeover", true),
                offer("; server_no_context_takeover; client_no_context_takeover", true),
                offer("; client_max_window_bits", true),
                offer("; client_max_window_bits=8", true),
                offer("; client_max_window_bits=9", true),
                offer("; client_max_window_bits=15", true),
                offer("; client_max_window_bits=\"10\"", true),
                offer("; server_max_window_bits=15", true),
                offer("; server_max_window_bits=\"15\"", true),
                offer("; server_max_window_bits=10", false),
                offer("; server_max_window_bits=10, permessage-deflate", true),
                offer("; server_max_window_bits=15; client_max_window_bits=15", true),
                offer("; Client_No_Context_Takeover", true),
                offer("; server_max_window_bits", false),
                offer("; server_max_window_bits=7", false),
                offer("; server_max_window_bits=16", false),
                offer("; server_max_window_bits=015", false),
                offer("; client_max_window_bits=7", false),
                offer("; client_max_window_bits=16", false),
                offer("; client_max_window_bits=", false),
                offer("; client_max_window_bits=ten", false),
                offer("; server_no_context_takeover=1", false),
                offer("; client_no_context_takeover=true", false),
                offer("; client_no_context_takeover; client_no_context_takeover", false),
                offer("; client_max_window_bits; client_max_window_bits=10", false),
                offer("; unknown_parameter", false),
                offer("; unknown_parameter, permessage-deflate", true),
                offer(", permessage-deflate; client_no_context_takeover", true),
                offer("-not, permessage-deflate", true),
                offer("-not", false));
    }

    /// Those of §7.2.3, and what is like them.
    private static Stream<FrameCase> examples() {
        return Stream.of(
                fine("7692-7.2.3.1 Hello", frames().frame(FIN | RSV1 | TEXT, HELLO), "text Hello"),
                fine(
                        "7692-7.2.3.1 Hello in fragments",
                        frames().frame(RSV1 | TEXT, unhex("f248cd")).frame(FIN, unhex("c9c90700")),
                        "text Hello"),
                fine(
                        "7692-7.2.3.2 Hello, referring to Hello",
                        frames().frame(FIN | RSV1 | TEXT, HELLO)
                                .frame(FIN | RSV1 | TEXT, HELLO_AGAIN),
                        "text Hello",
                        "text Hello"),
                fine(
                        "7692-7.2.3.3 a block that is not compressed",
                        frames().frame(FIN | RSV1 | TEXT, unhex("000500faff48656c6c6f00")),
                        "text Hello"),
                fine(
                        "7692-7.2.3.4 a last block",
                        frames().frame(FIN | RSV1 | TEXT, unhex("f348cdc9c9070000")),
                        "text Hello"),
                fine(
                        "7692-7.2.3.5 two blocks",
                        frames().frame(FIN | RSV1 | TEXT, unhex("f248050000 00ffffcac9c90700")),
                        "text Hello"),
                fine(
                        "7692-7.2.3.6 an empty message",
                        frames().frame(FIN | RSV1 | TEXT, unhex("00")),
                        "text"),
                fine("7692-7.2.1 Hello without compression", frames().text("Hello"), "text Hello"));
    }

    private static Stream<FrameCase> shapes() {
        return Stream.of(
                fine(
                        "7692-6.1 a ping inside",
                        frames().frame(RSV1 | TEXT, unhex("f248cd"))
                                .ping("hi")
                                .frame(FIN, unhex("c9c90700")),
                        "pong hi",
                        "text Hello"),
                fine(
                        "7692-6.1 fragments of one byte",
                        frames().fragments(RSV1 | TEXT, HELLO, 1),
                        "text Hello"),
                fine(
                        "7692-6.1 a last fragment of nothing",
                        frames().frame(RSV1 | TEXT, HELLO).frame(FIN, ""),
                        "text Hello"),
                fine(
                        "7692-6.1 a first fragment of nothing",
                        frames().frame(RSV1 | TEXT, "").frame(FIN, HELLO),
                        "text Hello"),
                fine(
                        "7692-6.1 compressed, plain, compressed",
                        frames().frame(FIN | RSV1 | TEXT, HELLO)
                                .text("plain")
                                .frame(FIN | RSV1 | TEXT, HELLO_AGAIN),
                        "text Hello",
                        "text plain",
                        "text Hello"),
                fine(
                        "7692-7.2 binary",
                        frames().frame(FIN | RSV1 | BINARY, deflated(unhex("00ff00ff00ff"))),
                        "binary 00ff00ff00ff"),
                fine("7692-7.2 eight messages that refer to each other", eight(), eightAnswers()));
    }

    private static String words(int i) {
        return "the same words again and again, " + i;
    }

    private static ClientFrames eight() {
        ClientFrames frames = frames();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        for (int i = 0; i < 8; i++) {
            frames.frame(FIN | RSV1 | TEXT, deflated(deflater, words(i).getBytes(UTF_8)));
        }
        deflater.end();
        return frames;
    }

    private static String[] eightAnswers() {
        return IntStream.range(0, 8).mapToObj(i -> "text " + words(i)).toArray(String[]::new);
    }

    private static Stream<FrameCase> sizes() {
        return IntStream.of(16, 64, 256, 1024, 4096, 16_384, 65_536, 131_072)
                .boxed()
                .flatMap(size -> Stream.of(size(size, 1), size(size, 90)));
    }

    /// @param variety how many bytes there are; 1 deflates to nearly nothing
    private static FrameCase size(int size, int variety) {
        var payload = new byte[size];
        var random = new Random(size);
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) (' ' + random.nextInt(variety));
        }
        return fine(
                "7692-7.2 %d bytes, %d kinds of them".formatted(size, variety),
                frames().fragments(RSV1 | TEXT, deflated(payload), 8192),
                Answers.shown("text", payload));
    }

    private static Stream<FrameCase> wrong() {
        byte[] bomb = deflated(new byte[FramingCases.LIMIT + 1]);
        return Stream.of(
                last(
                        "7692-6.1 a second fragment that says it is compressed",
                        frames().frame(RSV1 | TEXT, unhex("f248cd"))
                                .frame(FIN | RSV1, unhex("c9c90700")),
                        "close 1002"),
                last(
                        "7692-6.1 a ping that says it is compressed",
                        frames().frame(FIN | RSV1 | PING, "hi"),
                        "close 1002"),
                last(
                        "5.2 compressed, with another reserved bit",
                        frames().frame(FIN | RSV1 | 0x20 | TEXT, HELLO),
                        "close 1002"),
                last(
                        "7692-7.2.2 bytes that cannot be inflated",
                        frames().frame(FIN | RSV1 | TEXT, unhex("ffffffff")),
                        "close 1007"),
                last(
                        "7692-7.2.2 a distance beyond the beginning",
                        frames().frame(FIN | RSV1 | TEXT, HELLO_AGAIN),
                        "close 1007"),
                last(
                        "8.1 compressed text that is not UTF-8",
                        frames().frame(FIN | RSV1 | TEXT, deflated(unhex("61ff62"))),
                        "close 1007"),
                last(
                        "10.4 compressed, a byte too many",
                        frames().frame(FIN | RSV1 | BINARY, bomb),
                        "close 1009"));
    }
}
