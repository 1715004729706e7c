package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.Lifetime.ClosedBy;
import io.heddle.loadtest.client.LoadSpec;
import java.net.SocketAddress;
import java.time.Duration;

/// What a load asks of each of its loops, in the units that loops need.
///
/// @param lifeRequests 0 for connections that stay
/// @param deadlineNanos [Long#MAX_VALUE] for none
/// @param connectIntervalNanos between two connects of one loop; 0 for as fast as possible
/// @param spins whether the loop may spin when a request is almost due
record LoopPlan(
        Endpoint endpoint,
        int pipeline,
        long lifeRequests,
        ClosedBy closedBy,
        long timeoutNanos,
        long deadlineNanos,
        long connectNanos,
        long connectIntervalNanos,
        long readBytesPerSecond,
        long writeBytesPerSecond,
        Pacing pacing,
        boolean spins) {

    SocketAddress server() {
        return endpoint.address();
    }

    static LoopPlan of(LoadSpec spec, int loops) {
        var lifetime = spec.lifetime();
        var limits = spec.limits();
        var engine = spec.engine();
        return new LoopPlan(
                spec.endpoint(),
                spec.pipeline(),
                lifetime.requests(),
                lifetime.closedBy(),
                nanos(limits.timeout()),
                limits.deadline().isZero() ? Long.MAX_VALUE : nanos(limits.deadline()),
                nanos(limits.connect()),
                lifetime.connectsPerSecond() == 0
                        ? 0
                        : (long) (1e9 * loops / lifetime.connectsPerSecond()),
                spec.throttle().readBytesPerSecond(),
                spec.throttle().writeBytesPerSecond(),
                engine.pacing(),
                engine.pacing() == Pacing.SPIN
                        || (engine.pacing() == Pacing.HYBRID && engine.ownsItsCores()));
    }

    /// Bounded to a century, so that sums with a time of the system's clock do not overflow.
    private static long nanos(Duration duration) {
        var longest = Duration.ofDays(36_500);
        return (duration.compareTo(longest) > 0 ? longest : duration).toNanos();
    }
}
