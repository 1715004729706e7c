package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.Datagrams;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.util.List;

/// A load: what is sent where, on how many connections, and when.
///
/// @param mix what requests ask for; each is drawn with its weight. RAW and WEBSOCKET know echo
///   alone
/// @param connections open at once, at least 1; of UDP, sockets: each is another peer
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

    /// @throws IllegalArgumentException if it asks for what datagrams cannot do
    public LoadSpec {
        mix = List.copyOf(mix);
        if (endpoint.isUdp()) {
            requireDatagrams(endpoint, mix, pipeline, lifetime, throttle);
        }
    }

    private static void requireDatagrams(
            Endpoint endpoint,
            List<Share> mix,
            int pipeline,
            Lifetime lifetime,
            Throttle throttle) {
        require(endpoint.protocol() == Protocol.RAW, "raw echo alone", endpoint.protocol().name());
        for (var share : mix) {
            int bytes = share.operation().requestBytes();
            require(
                    bytes >= 1 && bytes <= Datagrams.LARGEST_BYTES,
                    "datagrams of 1 to %,d bytes".formatted(Datagrams.LARGEST_BYTES),
                    "%,d".formatted(bytes));
        }
        // What is lost, or overtaken, is known by the socket alone that waits for it.
        require(pipeline == 1, "one request under way on a socket", "pipeline " + pipeline);
        require(throttle.equals(Throttle.NONE), "no throttles", throttle.toString());
        require(
                lifetime.requests() == 0 || lifetime.closedBy() != Lifetime.ClosedBy.SERVER,
                "no sockets that the server closes",
                lifetime.toString());
    }

    private static void require(boolean holds, String what, String was) {
        if (!holds) {
            throw new IllegalArgumentException("UDP has %s, was %s".formatted(what, was));
        }
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
