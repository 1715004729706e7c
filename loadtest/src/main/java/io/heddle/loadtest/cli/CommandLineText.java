package io.heddle.loadtest.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// The command line as it was typed, for whoever wants to run it again.
final class CommandLineText {
    private CommandLineText() {}

    static List<String> typed(CommandSpec spec) {
        var words = new ArrayList<String>();
        words.add("./heddle");
        var root = spec.commandLine();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        var parsed = root.getParseResult();
        words.addAll(parsed == null ? List.of() : parsed.originalArgs());
        return words;
    }
}
