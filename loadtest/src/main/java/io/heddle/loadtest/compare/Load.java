package io.heddle.loadtest.compare;

import io.heddle.loadtest.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/// The load that every server of a comparison gets.
///
/// @param connections open at once, at least 1
/// @param payloadBytes of each message, 1 B to 1 MiB
/// @param clientLoops threads of the client, at least 1
/// @param warmUp before the measured window
/// @param window how long is measured
/// @param idleCrowds numbers of idle connections at which memory is read, ascending; empty for none
public record Load(
        Scenario scenario,
        int connections,
        int payloadBytes,
        int clientLoops,
        WarmUp warmUp,
        Duration window,
        List<Integer> idleCrowds) {

    public Load {
        idleCrowds = List.copyOf(idleCrowds);
    }

    /// The same with other crowds; one alone gives no slope and is dropped.
    Load withIdleCrowds(List<Integer> crowds) {
        return new Load(
                scenario,
                connections,
                payloadBytes,
                clientLoops,
                warmUp,
                window,
                crowds.size() < 2 ? List.of() : crowds);
    }

    /// The most connections open at once.
    public int mostConnections() {
        return Math.max(connections, idleCrowds.isEmpty() ? 0 : idleCrowds.getLast());
    }
}
