package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.TestPeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// What a server sends, as text that a table can have: `text hello`, `close 1002`, `pong`.
final class ServerFrames {

    private static final int SHOWN = 40;

    private final IntFunction<byte[]> source;
    private final Inflater inflater = new Inflater(true);
    private boolean takeover;
    private int length;

    /// @param source gives so many bytes, fewer at the end
    private ServerFrames(IntFunction<byte[]> source) {
        this.source = source;
    }

    static ServerFrames of(TestPeer peer) {
        return new ServerFrames(peer::receive);
    }

    /// All frames of some bytes, without the head of the answer before them.
    static String of(byte[] answer) {
        int head = new String(answer, ISO_8859_1).indexOf("\r\n\r\n") + 4;
        var rest = ByteBuffer.wrap(answer, head, answer.length - head);
        var frames =
                new ServerFrames(count -> {
                    var bytes = new byte[Math.min(count, rest.remaining())];
                    rest.get(bytes);
                    return bytes;
                });
        List<String> all = new ArrayList<>();
        for (String frame = frames.next(); !frame.isEmpty(); frame = frames.next()) {
            all.add(frame);
        }
        frames.end();
        return String.join(", ", all);
    }

    /// Whether compressed messages refer to those before.
    ServerFrames withTakeover(boolean takeover) {
        this.takeover = takeover;
        return this;
    }

    /// How long the payload of the last one was, as it came.
    int length() {
        return length;
    }

    void end() {
        inflater.end();
    }

    /// The next one; empty at the end.
    String next() {
        byte[] head = source.apply(2);
        if (head.length < 2) {
            return "";
        }
        int length = switch (head[1]) { // a mask would be negative
                    case 126 -> ByteBuffer.wrap(source.apply(2)).getShort() & 0xffff;
                    case 127 -> Math.toIntExact(ByteBuffer.wrap(source.apply(8)).getLong());
                    default -> head[1];
                };
        byte[] payload = source.apply(length);
        boolean isCompressed = (head[0] & ClientFrames.RSV1) != 0;
        String name =
                switch (head[0] & ~ClientFrames.RSV1 & 0xff) {
                    case ClientFrames.FIN | ClientFrames.TEXT -> "text";
                    case ClientFrames.FIN | ClientFrames.BINARY -> "binary";
                    case ClientFrames.FIN | ClientFrames.PING -> "ping";
                    case ClientFrames.FIN | ClientFrames.PONG -> "pong";
                    case ClientFrames.FIN | ClientFrames.CLOSE -> "close";
                    default -> "0x%02x".formatted(head[0]);
                };
        if (name.equals("close")) {
            return length < 2 ? name : name + " " + (ByteBuffer.wrap(payload).getShort() & 0xffff);
        }
        return (isCompressed ? "deflated " : "") + shown(name, payload, isCompressed);
    }

    private String shown(String name, byte[] payload, boolean isCompressed) {
        byte[] plain = isCompressed ? inflated(payload) : payload;
        if (plain.length == 0) {
            return name;
        }
        return plain.length > SHOWN
                ? name + " of " + plain.length
                : name + " " + new String(plain, UTF_8);
    }

    private byte[] inflated(byte[] payload) {
        var whole = ByteBuffer.allocate(payload.length + 4).put(payload).putInt(0xffff).array();
        var target = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        inflater.setInput(whole);
        try {
            for (int count = 1; count > 0; ) {
                count = inflater.inflate(chunk);
                target.write(chunk, 0, count);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        if (!takeover) {
            inflater.reset();
        }
        return target.toByteArray();
    }
}
