package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Plan;
import io.heddle.loadtest.process.CpuPlan;
import java.util.List;

/// A plan as the JSON report shows it; times are in milliseconds.
public record JsonPlan(
        String scenario,
        String expectation,
        int connections,
        int payloadBytes,
        int bufferBytes,
        int rounds,
        long seed,
        List<List<String>> order,
        long warmUpAtLeastMillis,
        long warmUpAtMostMillis,
        long windowMillis,
        List<Integer> idleCrowds,
        int clientLoops,
        CpuPlan cpus,
        long heapBytes,
        String collector,
        List<String> jvmFlags) {

    static JsonPlan of(Plan plan) {
        var load = plan.load();
        var servers = plan.servers();
        return new JsonPlan(
                load.scenario().id(),
                load.scenario().expectation(),
                load.connections(),
                load.payloadBytes(),
                servers.bufferBytes(),
                plan.rounds(),
                plan.seed(),
                plan.order().stream()
                        .map(round -> round.stream().map(Entry::name).toList())
                        .toList(),
                load.warmUp().atLeast().toMillis(),
                load.warmUp().atMost().toMillis(),
                load.window().toMillis(),
                load.idleCrowds(),
                load.clientLoops(),
                servers.cpus(),
                servers.jvm().heapBytes(),
                servers.jvm().collector().name(),
                servers.jvm().flags());
    }
}
