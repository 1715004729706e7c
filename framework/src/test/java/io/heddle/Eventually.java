package io.heddle;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// Waiting for what must come soon: looks every 2 ms, gives up after 10 s.
public final class Eventually {

    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private Eventually() {}

    public static ConditionFactory eventually() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE);
    }
}
