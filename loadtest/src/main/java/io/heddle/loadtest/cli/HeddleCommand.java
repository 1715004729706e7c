package io.heddle.loadtest.cli;

import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.result.ResultUnreadableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The root command; alone it compares Heddle with its peers.
@Command(
        name = "heddle",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Loads servers and compares them: the same load on each, in fresh JVMs, one after the"
                    + " other.",
            "Without a command: compare heddle raw-vt netty-epoll, in two minutes."
        },
        subcommands = {
            RunCommand.class,
            CompareCommand.class,
            SuiteCommand.class,
            SweepCommand.class,
            FindMaxCommand.class,
            ServeCommand.class,
            DumpCommand.class,
            TargetsCommand.class,
            ScenariosCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            SelftestCommand.class,
            ReportCommand.class,
            DiffCommand.class,
            MergeCommand.class,
            CompletionCommand.class,
            BackendCommand.class
        })
public final class HeddleCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /// Runs a command line and returns the exit status; never ends the JVM.
    public static int run(PrintWriter output, PrintWriter errors, String... arguments) {
        return commandLine(output, errors).execute(arguments);
    }

    private static CommandLine commandLine(PrintWriter output, PrintWriter errors) {
        return new CommandLine(new HeddleCommand())
                .setOut(output)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, _) -> {
                    errors.println("heddle: " + usageError(failure));
                    return ExitCodes.USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> report(failure, errors));
    }

    @Override
    public Integer call() {
        var parent = spec.commandLine();
        return commandLine(parent.getOut(), parent.getErr()).execute("compare");
    }

    private static int report(Exception failure, PrintWriter errors) throws Exception {
        int status =
                switch (failure) {
                    case CommandFailure expected -> expected.exitCode();
                    case WrongReplyException _ -> ExitCodes.WRONG_REPLIES;
                    case ResultUnreadableException _ -> ExitCodes.USAGE;
                    case IOException _ -> ExitCodes.FAILED;
                    default -> throw failure;
                };
        errors.println("heddle: " + oneLine(failure));
        return status;
    }

    /// What is wrong with the command line; picocli's own words for strangers in it tell too
    /// little.
    private static String usageError(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            var argument = unmatched.getUnmatched().getFirst();
            var command = failure.getCommandLine();
            return argument.startsWith("-")
                    ? "unknown option '%s', see '%s --help'"
                            .formatted(argument, command.getCommandSpec().qualifiedName())
                    : "unknown command '%s', known are %s"
                            .formatted(
                                    argument, String.join(", ", command.getSubcommands().keySet()));
        }
        return oneLine(failure);
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("failed");
    }
}
