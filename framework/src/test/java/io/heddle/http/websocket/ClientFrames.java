package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;

/// What a client sends, right or wrong, byte by byte. It knows nothing of the code under test.
final class ClientFrames {

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {(byte) 0x81, 0x02, (byte) 0xf3, 0x7c};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClientFrames text(String text) {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    ClientFrames binary(byte[] payload) {
        return frame(FIN | BINARY, payload);
    }

    ClientFrames ping(String payload) {
        return frame(FIN | PING, payload.getBytes(UTF_8));
    }

    ClientFrames close(int code) {
        return close(code, "");
    }

    ClientFrames close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        var payload = ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text);
        return frame(FIN | CLOSE, payload.array());
    }

    ClientFrames frame(int first, String payload) {
        return frame(first, payload.getBytes(UTF_8));
    }

    ClientFrames frame(int first, byte[] payload) {
        if (payload.length < 126) {
            head(first, 0x80 | payload.length);
        } else if (payload.length < 65_536) {
            head(first, 0x80 | 126).integer(payload.length, 2);
        } else {
            head(first, 0x80 | 127).integer(payload.length, 8);
        }
        return masked(payload);
    }

    /// A message in fragments of a length.
    ClientFrames fragments(int opcode, byte[] payload, int length) {
        for (int at = 0; at < payload.length; at += length) {
            int end = Math.min(payload.length, at + length);
            int first = (at == 0 ? opcode : CONTINUATION) | (end == payload.length ? FIN : 0);
            frame(first, Arrays.copyOfRange(payload, at, end));
        }
        return this;
    }

    ClientFrames head(int first, int second) {
        bytes.write(first);
        bytes.write(second);
        return this;
    }

    ClientFrames integer(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes.write((int) (value >>> shift));
        }
        return this;
    }

    /// A mask, and a payload under it.
    ClientFrames masked(byte[] payload) {
        bytes.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i % MASK.length]);
        }
        return this;
    }

    ClientFrames hex(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static byte[] unhex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /// A message as permessage-deflate has it.
    static byte[] deflated(byte[] message) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            return deflated(deflater, message);
        } finally {
            deflater.end();
        }
    }

    /// One that may refer to those before.
    static byte[] deflated(Deflater deflater, byte[] message) {
        deflater.setInput(message);
        var target = new ByteArrayOutputStream();
        var chunk = new byte[4096];
        for (int count = chunk.length; count == chunk.length; ) {
            count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            target.write(chunk, 0, count);
        }
        byte[] all = target.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }
}
