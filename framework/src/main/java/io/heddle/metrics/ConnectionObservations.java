package io.heddle.metrics;

import io.heddle.AttributeKey;
import io.heddle.CloseReason;
import io.heddle.Connection;
import io.heddle.ServerObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/// Makes each connection a Micrometer observation, and so a span where the registry has a tracer:
/// `config.withObserver(new ConnectionObservations(registry))`.
///
/// The observation is named `heddle.connection`. It is the current one on the handler's thread, so
/// that what the handler observes is part of it; tasks of a `TaskScope` run on other threads and
/// have no current one.
///
/// | key | cardinality | is |
/// |---|---|---|
/// | `listener` | low | the listener's name |
/// | `reason` | low | why the connection ended, a [CloseReason] |
/// | `peer` | high | the peer's address |
///
/// What a handler threw that is not the connection's own end is the observation's error. It costs
/// some hundred bytes for each open connection.
public final class ConnectionObservations implements ServerObserver {

    private static final AttributeKey<Observed> OBSERVED = AttributeKey.named("observation");

    private final ObservationRegistry registry;

    /// @param registry what has no handler in it costs nothing
    public ConnectionObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    private record Observed(Observation observation, Observation.Scope scope) {}

    @Override
    public void accepted(Connection connection) {
        if (registry.isNoop()) {
            return;
        }
        Observation observation =
                Observation.createNotStarted("heddle.connection", registry)
                        .contextualName("connection " + connection.listenerName())
                        .lowCardinalityKeyValue("listener", connection.listenerName())
                        .highCardinalityKeyValue("peer", connection.peerAddress().toString())
                        .start();
        connection.attribute(OBSERVED, new Observed(observation, observation.openScope()));
    }

    @Override
    public void failed(Connection connection, Throwable failure) {
        Observed observed = connection.attribute(OBSERVED);
        if (observed != null) {
            observed.observation().error(failure);
        }
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        @Nullable Observed observed = connection.attribute(OBSERVED);
        if (observed != null) {
            connection.attribute(OBSERVED, null);
            observed.observation().lowCardinalityKeyValue("reason", reason.name());
            observed.scope().close();
            observed.observation().stop();
        }
    }
}
