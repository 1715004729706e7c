package io.heddle.loadtest.cli;

import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Targets;
import io.heddle.loadtest.target.Tuning;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Lists the targets.
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "List the servers that can be compared, and what they speak.")
final class TargetsCommand implements Callable<Integer> {
    private static final String LINE = "%-14s %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--json", description = "print them as one JSON array")
    private boolean json;

    @Override
    public Integer call() {
        var output = spec.commandLine().getOut();
        if (json) {
            output.println(
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(
                                    Targets.all().stream().map(TargetsCommand::json).toList()));
        } else {
            Targets.all().forEach(target -> print(output, target));
        }
        return ExitCodes.OK;
    }

    private static void print(PrintWriter output, Target target) {
        output.printf(LINE, target.name(), target.summary());
        output.printf(LINE, "", "speaks " + String.join(", ", Protocols.words(target)));
        if (!target.parameters().isEmpty()) {
            output.printf(LINE, "", "variants by " + variants(target));
        }
        for (var tuning : target.tuned()) {
            output.printf(LINE, "", "tuned: %s (%s)".formatted(tuning.setting(), tuning.reason()));
        }
        target.unavailable().ifPresent(reason -> output.printf(LINE, "", "not here: " + reason));
    }

    private static Map<String, Object> json(Target target) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", target.name());
        json.put("summary", target.summary());
        json.put("protocols", Protocols.words(target));
        json.put("parameters", parameters(target));
        json.put("tuned", target.tuned().stream().map(TargetsCommand::json).toList());
        json.put("libraries", target.libraries());
        json.put("ranked", target.ranked());
        json.put("unavailable", target.unavailable().orElse(null));
        return json;
    }

    private static Map<String, String> json(Tuning tuning) {
        return Map.of("setting", tuning.setting(), "reason", tuning.reason());
    }

    private static Map<String, List<String>> parameters(Target target) {
        return target.parameters().stream()
                .sorted()
                .collect(
                        Collectors.toMap(
                                parameter -> parameter,
                                target::words,
                                (first, _) -> first,
                                LinkedHashMap::new));
    }

    /// Its parameters, with the words that they are chosen from: `pollers, timeouts=on|off`.
    private static String variants(Target target) {
        return target.parameters().stream()
                .sorted()
                .map(parameter -> {
                    var words = target.words(parameter);
                    return words.isEmpty() ? parameter : parameter + "=" + String.join("|", words);
                })
                .collect(Collectors.joining(", "));
    }
}
