package io.heddle.loadtest.cli;

import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.measure.ConnectionLimit;
import java.util.List;

/// Fits a plan to what this machine can hold.
final class Feasible {
    private Feasible() {}

    /// Leaves out idle crowds that are too large.
    ///
    /// @param skipped gets the reason for each
    /// @throws CommandFailure if the load itself is too large
    static Plan on(Plan plan, List<String> skipped) throws CommandFailure {
        var limit = ConnectionLimit.read();
        var load = plan.load();
        if (load.connections() > limit.connections()) {
            throw new CommandFailure(
                    ExitCodes.REFUSED,
                    "skipped: %s with %,d connections: %s"
                            .formatted(load.scenario().id(), load.connections(), limit.reason()));
        }
        for (int crowd : load.idleCrowds()) {
            if (crowd > limit.connections()) {
                skipped.add("%,d idle connections: %s".formatted(crowd, limit.reason()));
            }
        }
        return plan.withIdleCrowds(
                load.idleCrowds().stream().filter(crowd -> crowd <= limit.connections()).toList());
    }
}
