package io.heddle.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
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
        try {
            await().pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(patience)
                    .until(() -> look(known, exempt).isEmpty());
            return Leftovers.NONE;
        } catch (ConditionTimeoutException stillThere) {
            // A look takes long on a busy machine: the one before may be of long ago.
            return look(known, exempt);
        }
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
