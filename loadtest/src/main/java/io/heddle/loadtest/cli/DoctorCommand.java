package io.heddle.loadtest.cli;

import io.heddle.loadtest.doctor.Doctor;
import io.heddle.loadtest.doctor.Finding;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.ResultFiles;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Looks at the machine before it measures.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Look at limits, ports, cores and noise; print the fix for each finding.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--strict", description = "exit 6 if a finding is red")
    private boolean strict;

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    private record Findings(List<Finding> findings) {}

    @Override
    public Integer call() throws InterruptedException {
        var output = spec.commandLine().getOut();
        var findings = Doctor.examine();
        if (json) {
            output.print(ResultFiles.json(new Findings(findings)));
        } else {
            Doctor.lines(findings).forEach(output::println);
        }
        output.flush();
        boolean red = findings.stream().anyMatch(finding -> finding.light() == Light.RED);
        return strict && red ? ExitCodes.REFUSED : ExitCodes.OK;
    }
}
