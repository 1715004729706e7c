package io.heddle.loadtest.result;

import java.util.List;
import java.util.Map;

/// One fork: a fresh server, warmed up and measured.
///
/// @param block from 1
/// @param position within the block's order, from 1
/// @param steady whether the warm-up ended because the rate was steady
/// @param figures the scenario's metrics, by id
/// @param settings what the server read back of its own configuration
/// @param warmUp the warm-up's timeline
public record ForkResult(
        int block,
        int position,
        String startedAt,
        boolean steady,
        double warmUpS,
        Map<String, Double> figures,
        Map<String, String> settings,
        List<WindowResult> windows,
        List<Tick> warmUp) {}
