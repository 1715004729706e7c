package io.heddle.loadtest.client.protocol;

import static io.heddle.loadtest.client.protocol.Conversation.ascii;
import static io.heddle.loadtest.client.protocol.Conversation.receive;
import static io.heddle.loadtest.client.protocol.Conversation.request;
import static io.heddle.loadtest.client.protocol.Conversation.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.websocket.Upgrade;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketCodecTest {
    private static final long STAMP = 0x0000_0007_0000_00AFL;

    @Test
    void upgradesHoweverTheAnswerIsSplit() throws Exception {
        for (int first = 1; first < 120; first++) {
            var codec = codec(20);
            var opening = ByteBuffer.allocate(codec.openingBytes());
            codec.encodeOpening(0, opening.limit(9));
            codec.encodeOpening(9, opening.limit(opening.capacity()));
            var answer = ascii(answer(text(opening.array())));

            assertTrue(text(opening.array()).startsWith("GET /chat HTTP/1.1\r\nHost: h:80\r\n"));
            codec.receiveOpening(ByteBuffer.wrap(answer, 0, first));
            assertFalse(codec.isReady());
            codec.receiveOpening(ByteBuffer.wrap(answer, first, answer.length - first));
            assertTrue(codec.isReady());
        }
    }

    @Test
    void refusesAnUpgradeThatProvesNothing() {
        var wrong = "HTTP/1.1 101 Ok\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        var none = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

        for (var answer : List.of(wrong, none)) {
            assertThrows(
                    WrongReplyException.class,
                    () -> codec(20).receiveOpening(ByteBuffer.wrap(ascii(answer))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 125, 126, 70_000})
    void sendsMaskedMessagesInAnyPieces(int size) throws Exception {
        var whole = request(codec(size), 0, STAMP, Integer.MAX_VALUE);
        for (int most : new int[] {1, 3, 11}) {
            assertArrayEquals(whole, request(codec(size), 0, STAMP, most));
        }

        var echo = echoOf(whole, size);
        for (int first = 0; first <= Math.min(30, size); first++) {
            assertTrue(receive(codec(size), 0, STAMP, echo, first));
        }
    }

    @Test
    void refusesWrongMessages() {
        var codec = codec(20);
        var echo = echoOf(request(codec, 0, STAMP, 99), 20);
        var wrong = echo.clone();
        wrong[2]++;
        var shorter = echo.clone();
        shorter[1]--;

        assertThrows(WrongReplyException.class, () -> receive(codec(20), 0, STAMP, wrong, 0));
        assertThrows(WrongReplyException.class, () -> receive(codec(20), 0, STAMP, shorter, 0));
        assertThrows(WrongReplyException.class, () -> receive(codec(20), 0, STAMP + 1, echo, 0));
        assertThrows(
                WrongReplyException.class, () -> codec(20).receiveUnasked(ByteBuffer.wrap(echo)));
        assertThrows(
                WrongReplyException.class,
                () -> codec(20).receive(ByteBuffer.wrap(echo), 0, STAMP, 15));
    }

    @Test
    void answersThePingInsideAReply() throws Exception {
        var codec = codec(20);
        var echo = echoOf(request(codec, 0, STAMP, 99), 20);
        var withPing =
                ByteBuffer.allocate(64).put(HexFormat.of().parseHex("8903616263")).put(echo).flip();

        assertTrue(codec.receive(withPing, 0, STAMP, codec.requestBytes(0)));

        var pong = ByteBuffer.allocate(codec.ownBytes());
        codec.encodeOwn(0, pong);
        assertEquals(2 + 4 + 3, pong.position());
        assertEquals("8a83", HexFormat.of().formatHex(pong.array(), 0, 2));
        assertEquals('a', pong.get(6) ^ pong.get(2));
        codec.ownBytesWritten();
        assertEquals(0, codec.ownBytes());
    }

    @Test
    void endsWithTheServersCloseFrame() throws Exception {
        var codec = codec(20);

        codec.receiveUnasked(ByteBuffer.wrap(HexFormat.of().parseHex("880203e8")));

        assertTrue(codec.isSpent());
    }

    private static Codec codec(int bytes) {
        var address = InetSocketAddress.createUnresolved("h", 80);
        return Codecs.of(
                        new Endpoint(Protocol.WEBSOCKET, Transport.STREAM, address, "/chat"),
                        List.of(Operation.echo(bytes)),
                        Verification.FULL)
                .create();
    }

    private static String answer(String opening) {
        var key = opening.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+)\r\n.*", "$1");
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nsec-websocket-accept: "
                + new Upgrade(key).accept()
                + "\r\n\r\n";
    }

    /// The frame of a server for that of a client.
    private static byte[] echoOf(byte[] frame, int size) {
        int head = frame.length - size;
        var echo = ByteBuffer.allocate(frame.length - 4).put(frame, 0, head - 4);
        echo.put(1, (byte) (echo.get(1) & 0x7F));
        for (int i = 0; i < size; i++) {
            echo.put((byte) (frame[head + i] ^ frame[head - 4 + i % 4]));
        }
        return echo.array();
    }
}
