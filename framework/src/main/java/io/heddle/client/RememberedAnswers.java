package io.heddle.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The answers to lookups, each for its time, and so many of them at most. Guarded by who has it.
final class RememberedAnswers {

    private final ResolverConfig config;
    private final LongSupplier clock;
    private final Map<String, Remembered> byHost = new LinkedHashMap<>(16, 0.75f, true);

    private record Remembered(Answer answer, long end) {}

    /// @param clock nanoseconds from any origin
    RememberedAnswers(ResolverConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
    }

    /// The answer to give for a host.
    ///
    /// @return null if there is none, or none any more
    @Nullable Answer get(String host) {
        Remembered found = byHost.get(host);
        if (found == null) {
            return null;
        }
        if (found.end - clock.getAsLong() > 0) {
            return found.answer;
        }
        byHost.remove(host);
        return null;
    }

    void put(String host, Answer answer) {
        Duration keep =
                switch (answer) {
                    case Answer.Found found -> config.keepFound();
                    case Answer.Failed failed -> config.keepFailed();
                };
        if (keep.isZero() || config.entries() == 0) {
            return;
        }
        byHost.put(host, new Remembered(answer, clock.getAsLong() + keep.toNanos()));
        if (byHost.size() > config.entries()) {
            byHost.remove(byHost.keySet().iterator().next()); // not asked for longest
        }
    }
}
