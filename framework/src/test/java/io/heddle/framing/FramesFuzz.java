package io.heddle.framing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.HeddleException;
import io.heddle.MemoryConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Frames of any bytes: the first byte says which framing, the second where the rest is split.
public final class FramesFuzz {

    private static final int HEAD = 2;

    private FramesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < HEAD) {
            return;
        }
        FramingKind[] kinds = FramingKind.values();
        FramingKind kind = kinds[(input[0] & 0xff) % kinds.length];
        byte[] bytes = Arrays.copyOfRange(input, HEAD, input.length);
        int end = bytes.length == 0 ? 0 : (input[1] & 0xff) % bytes.length;

        Outcome whole = read(kind, MemoryConnection.of(MemoryConnection.split(bytes)));
        Outcome split = read(kind, MemoryConnection.of(MemoryConnection.split(bytes, end)));

        assertEquals(whole.toString(), split.toString(), "whole and split at " + end);
        assertTrue(whole.frames.stream().allMatch(frame -> frame.length <= kind.most()), "limit");
        if (kind != FramingKind.LINES) { // may end with CR LF, and are written with LF
            byte[] again = kind.encode(whole.frames);
            assertArrayEquals(Arrays.copyOf(bytes, again.length), again, "written again");
            assertTrue(whole.isRefused() || again.length == bytes.length, "complete");
        }
    }

    private static Outcome read(FramingKind kind, MemoryConnection peer) throws IOException {
        Frames frames = kind.framing().over(peer.connection());
        List<byte[]> read = new ArrayList<>();
        try {
            for (byte[] frame = frames.read(); frame != null; frame = frames.read()) {
                read.add(frame);
            }
            return new Outcome(read, "");
        } catch (HeddleException refused) { // anything else is a finding
            return new Outcome(read, refused.toString());
        }
    }

    private record Outcome(List<byte[]> frames, String failure) {

        boolean isRefused() {
            return !failure.isEmpty();
        }

        @Override
        public String toString() {
            return FramingKind.text(frames) + failure;
        }
    }
}
