package io.heddle.loadtest.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// In which order a block runs its entries.
public enum Order {
    /// Shuffled anew for each block.
    RANDOM,
    /// As listed, each block beginning one entry later.
    ROTATE,
    /// As listed.
    FIXED;

    /// Every block runs every entry once.
    <T> List<List<T>> blocks(List<T> entries, int blocks, long seed) {
        var random = new Random(seed);
        var order = new ArrayList<List<T>>();
        for (int block = 0; block < blocks; block++) {
            var entriesOfBlock = new ArrayList<>(entries);
            switch (this) {
                case RANDOM -> Collections.shuffle(entriesOfBlock, random);
                case ROTATE -> Collections.rotate(entriesOfBlock, -block);
                case FIXED -> {}
            }
            order.add(List.copyOf(entriesOfBlock));
        }
        return order;
    }
}
