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
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpCodecTest {
    private static final long STAMP = 0x0000_0007_0000_00AFL;
    private static final String STAMP_LINE = "Stamp: 00000007000000af\r\n";

    @Test
    void asksForOperationsByPath() {
        var mix =
                List.of(
                        Operation.echo(20),
                        new Operation(OperationKind.DELAY, 5, 0, 20),
                        new Operation(OperationKind.BURN, 300, 0, 20),
                        new Operation(OperationKind.BYTES, 64, 0, 20),
                        new Operation(OperationKind.SINK, 0, 0, 20),
                        new Operation(OperationKind.BACKEND, 100, 3, 0));
        var codec = codec("", mix, Verification.STAMP);

        var body = text(request(codec(), 0, STAMP, 1_000)).split("\r\n\r\n", 2)[1];
        assertEquals(20, body.length());
        for (int most : new int[] {1, 7, 1_000}) {
            assertEquals(
                    "POST /echo HTTP/1.1\r\nHost: h:80\r\nContent-Length: 20\r\n"
                            + STAMP_LINE
                            + "\r\n"
                            + body,
                    text(request(codec, 0, STAMP, most)));
        }
        assertStarts("POST /delay/5 HTTP/1.1\r\n", codec, 1);
        assertStarts("POST /burn/300 HTTP/1.1\r\n", codec, 2);
        assertStarts("GET /bytes/65536 HTTP/1.1\r\nHost: h:80\r\nStamp: ", codec, 3);
        assertStarts("POST /sink HTTP/1.1\r\n", codec, 4);
        assertStarts("POST /backend/3/100 HTTP/1.1\r\n", codec, 5);
    }

    @Test
    void refusesOperationsWithoutOneReply() {
        var publish = List.of(new Operation(OperationKind.PUBLISH, 0, 0, 1));

        assertThrows(IllegalArgumentException.class, () -> codec("", publish, Verification.STAMP));
    }

    @Test
    void asksForFixedAnswersAsAnyClientDoes() throws Exception {
        var mix = List.of(Operation.fixed(OperationKind.JSON));
        var codec = codec("", mix, Verification.FULL);
        var json = new String(HttpMirror.answerTo(OperationKind.JSON), StandardCharsets.US_ASCII);
        var head = "Content-Length: 1024\r\n";

        assertEquals("GET /json HTTP/1.1\r\nHost: h:80\r\n\r\n", text(request(codec, 0, STAMP, 7)));
        assertTrue(receive(codec, 0, STAMP, reply(head, json), 500));
        var wrong = reply(head, json.replace("entry 3", "entry 4"));
        assertThrows(WrongReplyException.class, () -> receive(codec, 0, STAMP, wrong, 500));
    }

    @Test
    void takesRepliesHoweverTheyAreSplit() throws Exception {
        var codec = codec();
        var body = body(codec);
        var plain = reply(STAMP_LINE + "Content-Length: 20\r\n", body);
        var chunked =
                reply(
                        STAMP_LINE + "Transfer-Encoding: chunked\r\n",
                        "7\r\n"
                                + body.substring(0, 7)
                                + "\r\nd\r\n"
                                + body.substring(7)
                                + "\r\n0\r\n\r\n");

        for (var reply : List.of(plain, chunked)) {
            for (int first = 0; first < reply.length; first++) {
                assertTrue(receive(codec, 0, STAMP, reply, first));
                assertFalse(codec.hasFailed());
                assertFalse(codec.isSpent());
            }
        }
    }

    @Test
    void leavesThePipelinedReplyThatFollows() throws Exception {
        var codec = codec();
        var reply = text(reply(STAMP_LINE + "Content-Length: 20\r\n", body(codec)));
        var two = ByteBuffer.wrap(ascii(reply + reply.replace("af\r\n", "b0\r\n")));
        int written = codec.requestBytes(0);

        assertTrue(codec.receive(two, 0, STAMP, written));
        assertEquals(reply.length(), two.position());
        assertThrows(WrongReplyException.class, () -> codec.receive(two, 0, STAMP + 1, written));
    }

    @Test
    void refusesWrongReplies() {
        assertWrong("without header Stamp", "Content-Length: 20\r\n", 20);
        assertWrong(
                "without header Stamp", "Stamp: 00000007000000ae\r\nContent-Length: 20\r\n", 20);
        assertWrong("19 bytes instead of 20", STAMP_LINE + "Content-Length: 19\r\n", 19);
        assertWrong("21 bytes instead of 20", STAMP_LINE + "Content-Length: 21\r\n", 21);
        assertWrong("not HTTP/1.1", "Content-Length: x\r\n", 20);
    }

    @Test
    void refusesABodyWithAnothersStamp() {
        var codec = codec();
        var wrong = body(codec).replaceFirst("(?s)^.", "?");

        var reply = reply(STAMP_LINE + "Content-Length: 20\r\n", wrong);

        assertThrows(WrongReplyException.class, () -> receive(codec, 0, STAMP, reply, 0));
    }

    @Test
    void refusesWrongBytesWhenEveryByteIsChecked() throws Exception {
        var mix = List.of(Operation.echo(20));
        var wrong = body(codec()).replaceFirst("(?s).$", "?");
        var reply = reply(STAMP_LINE + "Content-Length: 20\r\n", wrong);

        assertTrue(receive(codec("", mix, Verification.STAMP), 0, STAMP, reply, 0));
        assertThrows(
                WrongReplyException.class,
                () -> receive(codec("", mix, Verification.FULL), 0, STAMP, reply, 0));
    }

    @Test
    void refusesABodyThatHasNotBeenSentYet() {
        var codec = codec();
        var reply = ByteBuffer.wrap(reply(STAMP_LINE + "Content-Length: 20\r\n", body(codec)));

        assertThrows(
                WrongReplyException.class,
                () -> codec.receive(reply, 0, STAMP, codec.requestBytes(0) - 1));
    }

    @Test
    void tellsOfFailuresAndOfTheEnd() throws Exception {
        var codec = codec();
        var busy = ascii("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 3\r\n\r\nno!");

        assertTrue(receive(codec, 0, STAMP, busy, 0));

        assertTrue(codec.hasFailed());
        assertTrue(codec.isSpent());
    }

    @Test
    void takesTheConnectionsEndForThatOfABody() throws Exception {
        var codec = codec();
        var reply = reply(STAMP_LINE, body(codec));

        assertFalse(receive(codec, 0, STAMP, reply, 0));
        assertTrue(codec.receiveEnd(0, STAMP));
        assertTrue(codec.isSpent());

        var torn = codec();
        assertFalse(receive(torn, 0, STAMP, ascii(text(reply).substring(0, 30)), 0));
        assertFalse(torn.receiveEnd(0, STAMP));
    }

    @Test
    void wantsRepliesOfOneLengthFromAnybodysPath() throws Exception {
        var codec = codec("/plain?x", List.of(Operation.echo(20)), Verification.STAMP);
        var three = ascii("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
        var four = ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");

        assertArrayEquals(
                ascii("GET /plain?x HTTP/1.1\r\nHost: h:80\r\n\r\n"),
                request(codec, 0, STAMP, 1_000));
        assertTrue(receive(codec, 0, STAMP, three, 0));
        assertTrue(receive(codec, 0, STAMP, three, 5));
        assertThrows(WrongReplyException.class, () -> receive(codec, 0, STAMP, four, 0));
    }

    private static void assertStarts(String expected, Codec codec, int operation) {
        var request = text(request(codec, operation, STAMP, 1_000));
        assertEquals(expected, request.substring(0, expected.length()));
    }

    private static void assertWrong(String message, String headers, int bodyBytes) {
        var codec = codec();
        var body = body(codec) + "?";
        var reply = reply(headers, body.substring(0, bodyBytes));

        var failure =
                assertThrows(WrongReplyException.class, () -> receive(codec, 0, STAMP, reply, 0));

        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }

    private static Codec codec() {
        return codec("", List.of(Operation.echo(20)), Verification.STAMP);
    }

    private static Codec codec(String path, List<Operation> mix, Verification verification) {
        var address = InetSocketAddress.createUnresolved("h", 80);
        return Codecs.of(
                        new Endpoint(Protocol.HTTP, Transport.STREAM, address, path),
                        mix,
                        verification)
                .create();
    }

    private static String body(Codec codec) {
        return text(request(codec, 0, STAMP, 1_000)).split("\r\n\r\n", 2)[1];
    }

    private static byte[] reply(String headers, String body) {
        return ascii("HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body);
    }
}
