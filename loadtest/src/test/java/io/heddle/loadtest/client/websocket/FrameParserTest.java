package io.heddle.loadtest.client.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameParserTest {
    @Test
    void readsMessagesHoweverTheyAreSplit() throws IOException {
        // A message; a ping inside a fragmented message; an empty message; a pong; a close frame.
        var stream =
                "8203616263"
                        + "020165"
                        + "89026869"
                        + "000166"
                        + "800167"
                        + "8200"
                        + "8a0178"
                        + "880203e8";
        var bytes = HexFormat.of().parseHex(stream);
        var expected =
                List.of("MESSAGE 616263", "PING 6869", "MESSAGE 656667", "MESSAGE ", "CLOSE 03e8");

        for (int first = 0; first <= bytes.length; first++) {
            assertEquals(expected, events(bytes, first));
        }
        assertEquals(expected, events(bytes, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 100_000})
    void readsLengthsOfEverySize(int size) throws IOException {
        var frame = ByteBuffer.allocate(10 + size).put((byte) 0x82);
        if (size <= 125) {
            frame.put((byte) size);
        } else if (size <= 65_535) {
            frame.put((byte) 126).putShort((short) size);
        } else {
            frame.put((byte) 127).putLong(size);
        }
        frame.position(frame.position() + size).flip();
        var parser = new FrameParser();

        assertEquals(FrameEvent.MESSAGE, parser.parse(frame, piece -> {}));

        assertEquals(size, parser.messageBytes());
        assertTrue(parser.isBetweenMessages());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c200", // a reserved bit
                "8180", // text
                "8281", // masked
                "8000", // a continuation of nothing
                "02008200", // a new message inside another
                "0900", // a fragmented ping
                "897e", // a ping of more than 125 bytes
                "8b00", // an unknown control frame
                "827fffffffffffffffff", // a negative length
            })
    void refusesWhatServersMayNotSend(String frame) {
        assertThrows(
                ProtocolException.class,
                () ->
                        new FrameParser()
                                .parse(
                                        ByteBuffer.wrap(HexFormat.of().parseHex(frame)),
                                        piece -> {}));
    }

    @Test
    void acceptsAsTheStandardSays() {
        // RFC 6455, section 1.3.
        assertEquals(
                "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", new Upgrade("dGhlIHNhbXBsZSBub25jZQ==").accept());
    }

    @Test
    void masksFromAnyOffset() {
        var plain = HexFormat.of().parseHex("000102030405060708090a");
        int mask = FrameWriter.mask(77);
        var whole = ByteBuffer.allocate(11).put(plain);
        FrameWriter.mask(whole, 0, mask, 0);

        for (int split = 0; split <= plain.length; split++) {
            var pieces = ByteBuffer.allocate(11).put(plain, 0, split);
            FrameWriter.mask(pieces, 0, mask, 0);
            pieces.put(plain, split, plain.length - split);
            FrameWriter.mask(pieces, split, mask, split);
            assertArrayEquals(whole.array(), pieces.array());
        }
    }

    private static List<String> events(byte[] bytes, int... sizes) throws IOException {
        var parser = new FrameParser();
        var payload = new ByteArrayOutputStream();
        var events = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i <= sizes.length; i++) {
            int size = i < sizes.length ? sizes[i] : bytes.length - from;
            var in = ByteBuffer.wrap(bytes, from, size);
            from += size;
            while (true) {
                var event = parser.parse(in, piece -> add(piece, payload));
                if (event == FrameEvent.NOTHING) {
                    break;
                }
                var control = new byte[parser.control().remaining()];
                parser.control().get(control);
                boolean message = event == FrameEvent.MESSAGE;
                var shown = message ? payload.toByteArray() : control;
                events.add(event + " " + HexFormat.of().formatHex(shown));
                if (message) {
                    payload.reset();
                }
            }
        }
        return events;
    }

    private static void add(ByteBuffer piece, ByteArrayOutputStream payload) {
        while (piece.hasRemaining()) {
            payload.write(piece.get());
        }
    }
}
