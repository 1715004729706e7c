package io.heddle.framing;

import io.heddle.ConnectionInterruptedException;
import io.heddle.MemoryConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Each kind of framing, with frames that it can carry.
enum FramingKind {
    ONE_BYTE(LengthPrefixed.of(LengthPrefix.ONE_BYTE, 255)),
    TWO_BYTES(LengthPrefixed.of(LengthPrefix.TWO_BYTES, 300)),
    TWO_BYTES_LITTLE_ENDIAN(LengthPrefixed.of(LengthPrefix.TWO_BYTES_LITTLE_ENDIAN, 300)),
    THREE_BYTES(LengthPrefixed.of(LengthPrefix.THREE_BYTES, 300)),
    THREE_BYTES_LITTLE_ENDIAN(LengthPrefixed.of(LengthPrefix.THREE_BYTES_LITTLE_ENDIAN, 300)),
    FOUR_BYTES(LengthPrefixed.of(300)),
    FOUR_BYTES_LITTLE_ENDIAN(LengthPrefixed.of(LengthPrefix.FOUR_BYTES_LITTLE_ENDIAN, 300)),
    VARINT(LengthPrefixed.of(LengthPrefix.VARINT, 300)),
    LINES(Delimited.lines(300)),
    CRLF(Delimited.of(300, (byte) '\r', (byte) '\n')),
    BOUNDARY(Delimited.of(300, (byte) 'a', (byte) 'b', (byte) 'a', (byte) 'c')),
    FIXED(FixedLength.of(7));

    @SuppressWarnings("ImmutableEnumChecker") // records all
    private final Framing framing;

    FramingKind(Framing framing) {
        this.framing = framing;
    }

    Framing framing() {
        return framing;
    }

    /// The longest that it takes.
    int most() {
        return switch (framing) {
            case LengthPrefixed prefixed -> prefixed.maxFrameBytes();
            case FixedLength fixed -> fixed.frameBytes();
            default -> 300;
        };
    }

    /// Few and short, the empty one among them.
    List<byte[]> shortFrames() {
        return this == FIXED
                ? List.of(frame(new Random(1), 7), frame(new Random(2), 7))
                : Stream.of(0, 3, 1).map(length -> frame(new Random(length), length)).toList();
    }

    /// Of all lengths.
    List<byte[]> randomFrames(long seed, int count) {
        var random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(frame(random, this == FIXED ? 7 : random.nextInt(most() + 1)));
        }
        return frames;
    }

    /// Bytes that often look like the beginning of a delimiter.
    private byte[] frame(Random random, int length) {
        var bytes = new byte[length];
        if (framing instanceof Delimited) {
            byte[] alphabet = {'a', 'b', 'a', 'b', 'x', '\r', 0, -1};
            for (int i = 0; i < length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            if (length > 0 && this != BOUNDARY) {
                bytes[length - 1] = 'x';
            }
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    /// The frames as they go over the wire.
    byte[] encode(List<byte[]> frames) throws IOException {
        var peer = MemoryConnection.of();
        for (byte[] frame : frames) {
            int middle = frame.length / 2;
            framing.over(peer.connection())
                    .write(
                            ByteBuffer.wrap(frame, 0, middle),
                            ByteBuffer.wrap(frame, middle, frame.length - middle));
        }
        return peer.written();
    }

    /// All frames until the end, whatever interrupts.
    List<byte[]> decode(MemoryConnection peer) throws IOException {
        Frames frames = framing.over(peer.connection());
        List<byte[]> decoded = new ArrayList<>();
        while (true) {
            try {
                byte[] frame = frames.read();
                if (frame == null) {
                    return decoded;
                }
                decoded.add(frame);
            } catch (ConnectionInterruptedException again) {
                // nothing is lost
            } finally {
                Thread.interrupted();
            }
        }
    }

    static List<String> text(List<byte[]> frames) {
        return frames.stream().map(Arrays::toString).toList();
    }
}
