package io.heddle.loadtest.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/// The options of every command that compares.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class JobOptions {
    @Mixin private ComparisonOptions comparison;
    @Mixin private ClientOptions client;
    @Mixin private CpuOptions cpu;
    @Mixin private ServerOptions servers;
    @Mixin private GateOptions gates;
    @Mixin private OutputOptions output;

    ComparisonOptions comparison() {
        return comparison;
    }

    OutputOptions output() {
        return output;
    }

    ComparisonPlanner planner() {
        return new ComparisonPlanner(comparison, client, cpu, servers);
    }

    /// What runs, once outputs and gates are known to be good.
    ComparisonJob job(CommandSpec spec, Bounds bounds) {
        output.check(bounds);
        gates.gates(bounds);
        return new ComparisonJob(spec, comparison, gates, output);
    }
}
