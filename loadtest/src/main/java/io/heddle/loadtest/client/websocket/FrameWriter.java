package io.heddle.loadtest.client.websocket;

import java.nio.ByteBuffer;

/// Writes the frames of a WebSocket client: never fragmented, always masked.
///
/// Masks keep proxies from being fooled by payloads that look like HTTP. Nobody but our own message
/// is in danger here, so they need not be a secret and are made of what the message is about.
public final class FrameWriter {
    /// What a whole control frame may take.
    public static final int MAX_CONTROL_FRAME_BYTES =
            2 + Integer.BYTES + FrameParser.MAX_CONTROL_BYTES;

    private static final int FINAL = 0x80;
    private static final int BINARY = 0x2;
    private static final int PONG = 0xA;
    private static final int MASKED = 0x80;
    private static final int MAX_LENGTH_7 = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_LENGTH_16 = 0xFFFF;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private FrameWriter() {}

    /// How many bytes come before the payload.
    public static int headBytes(int payloadBytes) {
        return 2 + lengthBytes(payloadBytes) + Integer.BYTES;
    }

    /// The mask of a message, from its stamp.
    public static int mask(long stamp) {
        long mixed = (stamp + 1) * GOLDEN_RATIO;
        return (int) (mixed ^ (mixed >>> 32));
    }

    /// A byte of the head of a binary message.
    ///
    /// @param index 0 inclusive to [#headBytes] exclusive
    public static byte messageHeadByte(int index, int payloadBytes, int mask) {
        int lengthBytes = lengthBytes(payloadBytes);
        if (index == 0) {
            return (byte) (FINAL | BINARY);
        }
        if (index == 1) {
            return switch (lengthBytes) {
                case 0 -> (byte) (MASKED | payloadBytes);
                case Short.BYTES -> (byte) (MASKED | LENGTH_16);
                default -> (byte) (MASKED | LENGTH_64);
            };
        }
        int lengthIndex = index - 2;
        return lengthIndex < lengthBytes
                ? (byte) ((long) payloadBytes >>> (8 * (lengthBytes - 1 - lengthIndex)))
                : maskByte(mask, lengthIndex - lengthBytes);
    }

    /// Masks, or unmasks, what is between `start` and the buffer's position.
    ///
    /// @param offset of the first of these bytes in the payload
    public static void mask(ByteBuffer bytes, int start, int mask, int offset) {
        int at = start;
        int end = bytes.position();
        // The buffer is big-endian, as is the mask.
        int turned = Integer.rotateLeft(mask, 8 * (offset & 3));
        for (; at + Integer.BYTES <= end; at += Integer.BYTES) {
            bytes.putInt(at, bytes.getInt(at) ^ turned);
        }
        for (int i = 0; at < end; i++, at++) {
            bytes.put(at, (byte) (bytes.get(at) ^ maskByte(turned, i)));
        }
    }

    /// Makes the answer to a ping.
    ///
    /// @param payload of the ping
    /// @param frame gets nothing but the answer, from its beginning to its limit
    public static void pong(ByteBuffer payload, ByteBuffer frame) {
        int mask = mask(payload.hashCode());
        frame.clear().put((byte) (FINAL | PONG)).put((byte) (MASKED | payload.remaining()));
        frame.putInt(mask);
        int start = frame.position();
        frame.put(payload);
        mask(frame, start, mask, 0);
        frame.flip();
    }

    private static int lengthBytes(int payloadBytes) {
        return payloadBytes <= MAX_LENGTH_7
                ? 0
                : payloadBytes <= MAX_LENGTH_16 ? Short.BYTES : Long.BYTES;
    }

    private static byte maskByte(int mask, int index) {
        return (byte) (mask >>> (Integer.SIZE - 8 - 8 * (index & 3)));
    }
}
