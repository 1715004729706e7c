package io.heddle.loadtest.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one command line did, run within this JVM.
record CommandRun(int status, String output, String errors) {
    static CommandRun of(String... arguments) {
        var output = new StringWriter();
        var errors = new StringWriter();
        int status = HeddleCommand.run(new PrintWriter(output), new PrintWriter(errors), arguments);
        return new CommandRun(status, output.toString(), errors.toString());
    }

    /// A run of a third of a second without a warm-up, a panel and a folder.
    static CommandRun ofShortRun(String... arguments) {
        return of(shortRun(arguments));
    }

    static String[] shortRun(String... arguments) {
        return withDefaults(
                "run",
                List.of(
                        "-d=300ms",
                        "-w=0",
                        "-c=4",
                        "--cpu-plan=shared",
                        "--heap=64m",
                        "--no-out",
                        "--progress=none"),
                arguments);
    }

    /// Adds what is not given; nothing may be given twice.
    private static String[] withDefaults(
            String command, List<String> defaults, String... arguments) {
        var all = new ArrayList<>(List.of(command));
        var given = List.of(arguments);
        for (var option : defaults) {
            var name = option.split("=", 2)[0];
            if (given.stream()
                    .noneMatch(each -> each.equals(name) || each.startsWith(name + "="))) {
                all.add(option);
            }
        }
        all.addAll(given);
        return all.toArray(String[]::new);
    }

    /// The closed loop of one short fork, without a twin, a panel, an idle crowd and a folder.
    static CommandRun ofShortComparison(String command, String... arguments) {
        return of(shortComparison(command, arguments));
    }

    static String[] shortComparison(String command, String... arguments) {
        return withDefaults(
                command,
                List.of(
                        "-d=300ms",
                        "-w=300ms",
                        "-c=4",
                        "--cpu-plan=shared",
                        "--heap=64m",
                        "--forks=1",
                        "--no-idle",
                        "--no-open",
                        "--no-aa",
                        "--progress=none"),
                arguments);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }

    /// All that can be wanted to know when an assertion fails.
    String told() {
        return "status %d%n%s%n%s".formatted(status, output, errors);
    }
}
