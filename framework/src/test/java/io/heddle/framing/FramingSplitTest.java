package io.heddle.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.MemoryConnection;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same frames come out, wherever their bytes are split.
class FramingSplitTest {

    private static final int FRAMES = 100;
    private static final int SEEDS = 20;

    @ParameterizedTest
    @EnumSource
    void readsWhatWasWritten(FramingKind kind) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<byte[]> frames = kind.randomFrames(seed, FRAMES);
            byte[] bytes = kind.encode(frames);
            int[] ends = new Random(seed).ints(50, 0, bytes.length).sorted().toArray();

            assertFrames(frames, kind, MemoryConnection.of(bytes));
            assertFrames(frames, kind, MemoryConnection.of(MemoryConnection.split(bytes, ends)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSameByteByByte(FramingKind kind) throws IOException {
        List<byte[]> frames = kind.randomFrames(7, FRAMES);
        byte[][] bytes = MemoryConnection.oneByOne(kind.encode(frames));

        assertFrames(frames, kind, MemoryConnection.of(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSameWithAnInterruptAtEachByte(FramingKind kind) throws IOException {
        List<byte[]> frames = kind.randomFrames(8, 5);
        byte[][] bytes = MemoryConnection.oneByOne(kind.encode(frames));

        assertFrames(frames, kind, MemoryConnection.interrupting(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSameWithEachPairOfSplits(FramingKind kind) throws IOException {
        List<byte[]> frames = kind.shortFrames();
        byte[] bytes = kind.encode(frames);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                byte[][] pieces = MemoryConnection.split(bytes, first, second);

                assertFrames(frames, kind, MemoryConnection.of(pieces));
                assertFrames(frames, kind, MemoryConnection.interrupting(pieces));
            }
        }
    }

    private static void assertFrames(List<byte[]> expected, FramingKind kind, MemoryConnection peer)
            throws IOException {
        assertEquals(FramingKind.text(expected), FramingKind.text(kind.decode(peer)));
    }
}
