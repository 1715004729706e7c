package io.heddle.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was left behind.
record Leftovers(LiveThreads threads, OpenDescriptors descriptors) {

    static final Leftovers NONE =
            new Leftovers(new LiveThreads(Map.of()), new OpenDescriptors(Map.of()));

    Leftovers and(LiveThreads more) {
        return new Leftovers(threads.and(more), descriptors);
    }

    Leftovers and(OpenDescriptors more) {
        return new Leftovers(threads, descriptors.and(more));
    }

    Leftovers and(Leftovers more) {
        return and(more.threads).and(more.descriptors);
    }

    boolean isEmpty() {
        return print().isEmpty();
    }

    /// One entry for each.
    List<String> print() {
        List<String> all = new ArrayList<>(threads.byId().values());
        all.addAll(descriptors.print());
        return all;
    }
}
