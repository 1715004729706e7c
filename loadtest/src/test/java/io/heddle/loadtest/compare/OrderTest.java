package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderTest {
    private static final List<String> ENTRIES = List.of("a", "b", "c");

    @ParameterizedTest
    @EnumSource
    void everyBlockHasEveryEntryOnce(Order order) {
        var blocks = order.blocks(ENTRIES, 10, 7);

        assertEquals(10, blocks.size());
        for (var block : blocks) {
            assertEquals(3, block.size());
            assertEquals(Set.copyOf(ENTRIES), new HashSet<>(block));
        }
    }

    @Test
    void shufflesEachBlockAnewBySeed() {
        var blocks = Order.RANDOM.blocks(ENTRIES, 50, 7);

        assertEquals(blocks, Order.RANDOM.blocks(ENTRIES, 50, 7));
        assertNotEquals(blocks, Order.RANDOM.blocks(ENTRIES, 50, 8));
        for (var entry : ENTRIES) {
            // Fair shuffles miss this by chance once in a hundred million.
            assertTrue(blocks.stream().anyMatch(block -> block.getFirst().equals(entry)));
        }
    }

    @Test
    void rotates() {
        assertEquals(
                List.of(
                        List.of("a", "b", "c"),
                        List.of("b", "c", "a"),
                        List.of("c", "a", "b"),
                        List.of("a", "b", "c")),
                Order.ROTATE.blocks(ENTRIES, 4, 7));
    }

    @Test
    void staysAsListed() {
        assertEquals(List.of(ENTRIES, ENTRIES), Order.FIXED.blocks(ENTRIES, 2, 7));
    }
}
