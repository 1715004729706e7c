package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.wire.Operation;
import java.util.List;

/// Makes the codecs of one loop's connections and owns what they share. Belongs to one thread.
@FunctionalInterface
public interface Codecs {
    /// A codec for a connection that is about to be opened.
    Codec create();

    /// Codecs for what an endpoint speaks.
    ///
    /// @param operations of the load's mix, at least one; codecs name them by index
    /// @throws IllegalArgumentException if the protocol has no such operation
    static Codecs of(Endpoint endpoint, List<Operation> operations, Verification verification) {
        return switch (endpoint.protocol()) {
            case RAW -> {
                var codecs = RawCodec.sharing(operations, verification);
                yield endpoint.isUdp() ? DatagramCodec.of(codecs) : codecs;
            }
            case BENCH -> BenchCodec.sharing(operations, verification);
            case HTTP -> HttpCodec.sharing(endpoint, operations, verification);
            case WEBSOCKET -> WebSocketCodec.sharing(endpoint, operations, verification);
        };
    }
}
