package io.heddle.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;

/// Remembers the threads and descriptors of one moment, and finds later what has come to them.
final class Watch {

    private final long newestThread = LiveThreads.newestId();
    private final OpenDescriptors descriptors = OpenDescriptors.now();

    /// What there is now beyond that moment; waits for it to go.
    ///
    /// @param known what to leave out, because somebody has been told of it already
    Leftovers leftovers(Duration patience, Leftovers known, Set<Leak> exempt) {
        List<Leftovers> seen = new ArrayList<>();
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(patience)
                    .until(() -> {
                        seen.clear();
                        seen.add(look(known, exempt));
                        return seen.getFirst().isEmpty();
                    });
        } catch (ConditionTimeoutException stillThere) {
            // the last look tells
        }
        return seen.getFirst();
    }

    private Leftovers look(Leftovers known, Set<Leak> exempt) {
        Leftovers found = Leftovers.NONE;
        if (!exempt.contains(Leak.DESCRIPTOR)) {
            found =
                    found.and(
                            OpenDescriptors.now()
                                    .without(descriptors)
                                    .without(known.descriptors()));
        }
        if (!exempt.contains(Leak.THREAD)) {
            found = found.and(LiveThreads.now().madeAfter(newestThread).without(known.threads()));
        }
        return found;
    }
}
