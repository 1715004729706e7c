package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Share;
import java.util.List;

/// A load: what is sent where, on how many connections, and when.
///
/// @param mix what requests ask for; each is drawn with its weight. RAW and WEBSOCKET know echo
///   alone
/// @param connections open at once, at least 1
/// @param pipeline requests under way at once on a connection, at least 1
public record LoadSpec(
        Endpoint endpoint,
        List<Share> mix,
        int connections,
        Arrivals arrivals,
        int pipeline,
        Lifetime lifetime,
        Limits limits,
        Throttle throttle,
        EngineOptions engine) {

    public LoadSpec {
        mix = List.copyOf(mix);
    }

    /// A closed loop of echoes.
    public static LoadSpec echo(
            Endpoint endpoint, int bytes, int connections, EngineOptions engine) {
        return new LoadSpec(
                endpoint,
                List.of(new Share(Operation.echo(bytes), 1)),
                connections,
                Arrivals.closed(),
                1,
                Lifetime.UNLIMITED,
                Limits.DEFAULT,
                Throttle.NONE,
                engine);
    }

    public LoadSpec withEndpoint(Endpoint endpoint) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withEngine(EngineOptions engine) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withMix(List<Share> mix) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withConnections(int connections) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withArrivals(Arrivals arrivals) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withPipeline(int pipeline) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withLifetime(Lifetime lifetime) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withLimits(Limits limits) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }

    public LoadSpec withThrottle(Throttle throttle) {
        return new LoadSpec(
                endpoint, mix, connections, arrivals, pipeline, lifetime, limits, throttle, engine);
    }
}
