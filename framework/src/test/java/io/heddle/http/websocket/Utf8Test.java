package io.heddle.http.websocket;

import static io.heddle.http.websocket.ClientFrames.CONTINUATION;
import static io.heddle.http.websocket.ClientFrames.FIN;
import static io.heddle.http.websocket.ClientFrames.TEXT;
import static io.heddle.http.websocket.ClientFrames.unhex;
import static io.heddle.http.websocket.WebSocketServers.echoed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.http.HttpServer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text is UTF-8, or the end ([RFC 6455 §8.1](https://www.rfc-editor.org/rfc/rfc6455#section-8.1)).
class Utf8Test {

    private static boolean isUtf8(byte[] bytes, int step) {
        var utf8 = new Utf8();
        for (int at = 0; at < bytes.length; at += step) {
            if (!utf8.accept(bytes, at, Math.min(bytes.length, at + step))) {
                return false;
            }
        }
        return utf8.isComplete();
    }

    private static boolean isUtf8ForTheJdk(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException isNot) {
            return false;
        }
    }

    @Test
    void isWhatTheJdkTakesForIt() {
        var random = new Random(7);
        int[] interesting = {0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2};
        int[] leads = {
            0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
        };
        for (int i = 0; i < 200_000; i++) {
            var bytes = new byte[1 + random.nextInt(20)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] =
                        (byte)
                                switch (random.nextInt(4)) {
                                    case 0 -> interesting[random.nextInt(interesting.length)];
                                    case 1 -> leads[random.nextInt(leads.length)];
                                    case 2 -> 0x80 + random.nextInt(0x40);
                                    default -> random.nextInt(0x80);
                                };
            }
            boolean expected = isUtf8ForTheJdk(bytes);

            assertEquals(expected, isUtf8(bytes, bytes.length), () -> hex(bytes));
            assertEquals(expected, isUtf8(bytes, 1 + random.nextInt(4)), () -> hex(bytes));
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    @Test
    void eachCharacterIsTaken() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(point).getBytes(UTF_8);
                if (!isUtf8(bytes, 1) || !isUtf8(bytes, 4)) {
                    throw new AssertionError(Integer.toHexString(point));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a rest of nothing
                "bf bf",
                "c0 80", // longer than it must be
                "c1 bf",
                "e0 9f bf",
                "f0 8f bf bf",
                "f8 88 80 80 80",
                "fc 84 80 80 80 80",
                "ed a0 80", // half a pair
                "ed bf bf",
                "f4 90 80 80", // beyond the last character
                "f5 80 80 80",
                "fe",
                "ff",
                "c3", // not complete
                "e2 82",
                "f0 9f 98",
                "68 e9 6c 6c 6f", // Latin-1
                "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64 69 74 65 64",
            })
    void otherTextEndsTheWebSocketWholeAndInFragments(String hex) {
        byte[] bytes = unhex(hex);
        byte[] whole = new ClientFrames().frame(FIN | TEXT, bytes).toBytes();
        byte[] fragments =
                new ClientFrames().fragments(TEXT, bytes, 1).frame(FIN | TEXT, "x").toBytes();

        assertEquals("close 1007", echoed(WebSocketConfig.DEFAULT, whole));
        assertEquals("close 1007", echoed(WebSocketConfig.DEFAULT, fragments));
    }

    @Test
    void characterMayBeSplitBetweenFragments() {
        byte[] text = "κόσμε 😀".getBytes(UTF_8);

        String answer =
                echoed(
                        WebSocketConfig.DEFAULT,
                        new ClientFrames().fragments(TEXT, text, 1).close(1000).toBytes());

        assertEquals("text κόσμε 😀, close 1000", answer);
    }

    @Test
    void binaryMayBeAnything() {
        byte[] bytes = new ClientFrames().binary(unhex("ff fe 80")).close(1000).toBytes();

        assertEquals(
                "binary \ufffd\ufffd\ufffd, close 1000", echoed(WebSocketConfig.DEFAULT, bytes));
    }

    /// Not when the message is complete.
    @Test
    void wrongByteIsToldOfAtOnce() throws Exception {
        try (HttpServer server = WebSocketServers.start(WebSocketServers.ECHO);
                var peer = WebSocketServers.connect(server)) {
            ServerFrames answers = ServerFrames.of(peer);
            byte[] begun =
                    new ClientFrames()
                            .frame(TEXT, "good")
                            .head(CONTINUATION, 0x80 | 100)
                            .hex("00000000 6f6b ed a0") // 4 of 100 bytes
                            .toBytes();

            peer.send(begun);

            assertEquals("close 1007", answers.next());
            assertEquals("", answers.next());
            answers.end();
        }
    }
}
