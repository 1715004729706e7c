package io.heddle.loadtest.client;

import java.time.Duration;
import java.util.List;

/// When requests are sent.
public sealed interface Arrivals {
    /// A closed loop: each connection sends as soon as it has its reply, after a pause to think.
    ///
    /// @param think zero or longer
    record Closed(Duration think) implements Arrivals {}

    /// An open loop: requests are due at times that do not depend on the server.
    ///
    /// @param stages one after the other; when the last has ended nothing more is due
    /// @param distribution of the times between requests
    /// @param seed of the distribution
    /// @param bursts further requests, all due at once
    record Open(List<Stage> stages, Distribution distribution, long seed, List<Burst> bursts)
            implements Arrivals {
        public Open {
            stages = List.copyOf(stages);
            bursts = List.copyOf(bursts);
        }
    }

    /// A stretch of time with a rate that is constant or changes linearly.
    ///
    /// @param fromPerSecond the rate at its beginning
    /// @param toPerSecond the rate at its end
    record Stage(Duration length, double fromPerSecond, double toPerSecond) {}

    /// This many requests at once.
    ///
    /// @param at from the schedule's beginning
    record Burst(Duration at, int requests) {}

    /// How the times between requests are distributed.
    enum Distribution {
        /// All the same.
        UNIFORM,
        /// Exponential: a Poisson process.
        POISSON
    }

    /// One connection, one request, at once.
    static Arrivals closed() {
        return new Closed(Duration.ZERO);
    }

    /// A constant rate.
    static Arrivals constant(double perSecond, Duration length) {
        return new Open(
                List.of(new Stage(length, perSecond, perSecond)),
                Distribution.UNIFORM,
                0,
                List.of());
    }
}
