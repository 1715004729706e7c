package io.heddle.loadtest.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints a completion script.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print a script that completes commands and options, for bash or zsh.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class CompletionCommand implements Callable<Integer> {
    /// Shells; one script serves both.
    enum Shell {
        BASH,
        ZSH
    }

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", arity = "0..1", description = "bash or zsh (default: bash)")
    private Shell shell = Shell.BASH;

    @Override
    public Integer call() {
        var output = spec.commandLine().getOut();
        if (shell == Shell.ZSH) {
            output.println("autoload -U +X bashcompinit && bashcompinit");
        }
        output.println(AutoComplete.bash("heddle", spec.commandLine().getParent()));
        output.flush();
        return ExitCodes.OK;
    }
}
