package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.Affinity;
import io.heddle.loadtest.process.CpuPlan;
import picocli.CommandLine.Option;

/// How the processors are divided.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CpuOptions {
    /// Ways to divide them.
    enum Choice {
        AUTO,
        SPLIT,
        SHARED
    }

    @Option(
            names = "--cpu-plan",
            paramLabel = "PLAN",
            defaultValue = "auto",
            description =
                    "split: half of the cores each for server and client; shared: all for both;"
                            + " auto: split where possible (default)")
    private Choice choice;

    CpuPlan plan() {
        return Affinity.plan(choice != Choice.SHARED);
    }
}
