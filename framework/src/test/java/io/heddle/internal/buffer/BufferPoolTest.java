package io.heddle.internal.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferPoolTest {

    private static final int KEPT = 32;

    private final BufferPool pool = new BufferPool();

    @ParameterizedTest
    @CsvSource({
        "0, 4096",
        "1, 4096",
        "4096, 4096",
        "4097, 16384",
        "16384, 16384",
        "16385, 65536",
        "65536, 65536",
        "65537, 65536",
        "2147483647, 65536"
    })
    void lendsNextSizeUp(int asked, int lent) {
        ByteBuffer buffer = pool.borrow(asked);

        assertEquals(lent, buffer.capacity());
        assertEquals(lent, buffer.limit());
        assertEquals(0, buffer.position());
        assertTrue(buffer.isDirect());
    }

    @Test
    void lendsWhatWasGivenBackEmptyAgain() {
        ByteBuffer buffer = pool.borrow(1);
        buffer.position(7).limit(9);

        pool.giveBack(buffer);

        assertSame(buffer, pool.borrow(1));
        assertEquals(0, buffer.position());
        assertEquals(buffer.capacity(), buffer.limit());
    }

    @Test
    void lendsNothingTwice() {
        assertNotSame(pool.borrow(1), pool.borrow(1));
    }

    @Test
    void keepsSizesApart() {
        ByteBuffer small = pool.borrow(BufferPool.MIN_BYTES);

        pool.giveBack(small);

        assertNotSame(small, pool.borrow(BufferPool.MAX_BYTES));
        assertSame(small, pool.borrow(BufferPool.MIN_BYTES));
    }

    @Test
    void keepsBoundedNumber() {
        List<ByteBuffer> many = borrow(KEPT + 8);
        many.forEach(pool::giveBack);

        Set<ByteBuffer> before = identitySet(many.stream());
        List<ByteBuffer> again = borrow(KEPT + 8);

        assertEquals(KEPT, again.stream().filter(before::contains).count());
        assertEquals(KEPT + 8, identitySet(again.stream()).size());
    }

    @Test
    void keepsNoHeapBuffer() {
        ByteBuffer heap = ByteBuffer.allocate(BufferPool.MIN_BYTES);

        pool.giveBack(heap);

        assertTrue(pool.borrow(1).isDirect());
    }

    @Test
    void lendsNoBufferToTwoThreadsAtOnce() throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> threads =
                IntStream.range(1, 5)
                        .mapToObj(number ->
                                Thread.ofPlatform().start(() -> useBuffers(number, wrong)))
                        .toList();

        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), List.copyOf(wrong));
    }

    /// Writes its number into what it borrows and looks whether it stays.
    private void useBuffers(int number, Queue<String> wrong) {
        var random = RandomGenerator.of("L64X128MixRandom");
        for (int i = 0; i < 50_000 && wrong.isEmpty(); i++) {
            ByteBuffer first = pool.borrow(random.nextInt(BufferPool.MAX_BYTES));
            ByteBuffer second = pool.borrow(random.nextInt(BufferPool.MAX_BYTES));
            first.putInt(0, number);
            second.putInt(0, -number);
            Thread.onSpinWait();
            if (first.getInt(0) != number || second.getInt(0) != -number) {
                wrong.add("buffer of " + number + " was lent to another");
            }
            pool.giveBack(first);
            pool.giveBack(second);
        }
    }

    private List<ByteBuffer> borrow(int count) {
        return IntStream.range(0, count).mapToObj(i -> pool.borrow(1)).toList();
    }

    private static Set<ByteBuffer> identitySet(Stream<ByteBuffer> buffers) {
        Set<ByteBuffer> set = Collections.newSetFromMap(new IdentityHashMap<>());
        buffers.forEach(set::add);
        return set;
    }
}
