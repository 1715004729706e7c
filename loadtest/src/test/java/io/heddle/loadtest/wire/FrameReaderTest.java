package io.heddle.loadtest.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final List<Frame> FRAMES =
            List.of(
                    frame(OperationKind.ECHO, 1, 20),
                    frame(OperationKind.SINK, 2, 30),
                    frame(OperationKind.BURN, 3, 0),
                    frame(OperationKind.SINK, 4, 0),
                    frame(OperationKind.PUBLISH, 5, 5));

    @Test
    void findsFramesWhereverTheirBytesAreSplit() throws Exception {
        var all = together();
        for (int piece = 1; piece <= all.remaining(); piece++) {
            var reader = new FrameReader();
            var found = new ArrayList<Long>();
            for (int at = 0; at < all.remaining(); at += piece) {
                var source = all.slice(at, Math.min(piece, all.remaining() - at));
                for (var frame = reader.next(source); frame != null; frame = reader.next(source)) {
                    var sent = FRAMES.get((int) frame.stamp() - 1);
                    boolean dropped = frame.kind() == OperationKind.SINK;
                    assertEquals(dropped ? ByteBuffer.allocate(0) : sent.body(), frame.body());
                    found.add(frame.stamp());
                }
                assertFalse(source.hasRemaining());
            }
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), found, "pieces of " + piece);
            assertFalse(reader.insideFrame());
        }
    }

    @Test
    void knowsThatAFrameIsNotWhole() throws Exception {
        var reader = new FrameReader();

        assertNull(reader.next(together().slice(0, 10)));

        assertTrue(reader.insideFrame());
    }

    @Test
    void takesNoMemoryForBodiesThatNeverCome() throws Exception {
        var header = ByteBuffer.allocate(FrameLayout.HEADER_BYTES);
        header.putInt(FrameLayout.LARGEST_BODY_BYTES).put((byte) OperationKind.ECHO.code());
        var readers = new ArrayList<FrameReader>();

        // With their bodies they would need 64 GiB.
        for (int i = 0; i < 1024; i++) {
            var reader = new FrameReader();
            assertNull(reader.next(header.duplicate().clear()));
            readers.add(reader);
        }

        assertTrue(readers.stream().allMatch(FrameReader::insideFrame));
    }

    @Test
    void keepsTheFieldsOfTheHeader() throws Exception {
        var frame =
                Frame.of(OperationKind.BACKEND, 255, 65_535, -2, ByteBuffer.wrap(new byte[] {7}));

        var read = Objects.requireNonNull(new FrameReader().next(frame.toWrite()));

        assertEquals(OperationKind.BACKEND, read.kind());
        assertEquals(255, read.flags());
        assertEquals(65_535, read.argument());
        assertEquals(-2, read.stamp());
        assertEquals(7, read.body().get());
    }

    @Test
    void refusesWhatIsNoFrame() {
        var garbage = ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

        var failure = assertThrows(ProtocolException.class, () -> new FrameReader().next(garbage));

        assertEquals("frame with a body of 1195725856 bytes, limit 67108864", failure.getMessage());
    }

    private static Frame frame(OperationKind kind, long stamp, int bytes) {
        var body = ByteBuffer.allocate(bytes);
        while (body.hasRemaining()) {
            body.put((byte) (stamp + body.position()));
        }
        return Frame.of(kind, 0, 0, stamp, body.flip());
    }

    private static ByteBuffer together() {
        var all = ByteBuffer.allocate(FRAMES.stream().mapToInt(f -> f.bytes().limit()).sum());
        FRAMES.forEach(frame -> all.put(frame.toWrite()));
        return all.flip();
    }
}
