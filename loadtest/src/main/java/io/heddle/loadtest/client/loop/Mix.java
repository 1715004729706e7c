package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.wire.Share;
import java.util.List;

/// Draws operations by their weights, from a seed. Not thread-safe.
final class Mix {
    private final int[] cumulative;
    private long state;

    Mix(List<Share> shares, long seed) {
        cumulative = new int[shares.size()];
        int sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum = Math.addExact(sum, shares.get(i).weight());
            cumulative[i] = sum;
        }
        state = seed * 0x9E37_79B9_7F4A_7C15L + 0x5851_F42D_4C95_7F2DL;
    }

    /// The index of an operation.
    int draw() {
        int last = cumulative.length - 1;
        if (last == 0) {
            return 0;
        }
        // A linear congruential step; its upper bits are good enough to choose by.
        state = state * 0x5851_F42D_4C95_7F2DL + 0x1405_7B7E_F767_814FL;
        int drawn = (int) (((state >>> 33) * cumulative[last]) >>> 31);
        int index = 0;
        while (drawn >= cumulative[index]) {
            index++;
        }
        return index;
    }
}
