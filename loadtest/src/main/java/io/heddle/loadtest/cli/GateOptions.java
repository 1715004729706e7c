package io.heddle.loadtest.cli;

import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.validity.Gate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// The options that turn a number into an exit status.
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GateOptions {
    @Option(
            names = {"--slo", "--fail-if"},
            paramLabel = "EXPR",
            description =
                    "a gate that must hold, else exit 3, such as 'p99<10ms' or 'errors<0.1%%'")
    private List<String> required = new ArrayList<>();

    @Option(names = "--strict", description = "exit 5 if a number that counts is not valid")
    private boolean strict;

    boolean strict() {
        return strict;
    }

    /// Whether every gate held in the last window of most forks of a target.
    boolean hold(TargetResult target) {
        return required.stream().map(Gate::parse).allMatch(gate -> holds(gate, target));
    }

    private static boolean holds(Gate gate, TargetResult target) {
        var last =
                target.forks().stream()
                        .filter(fork -> !fork.windows().isEmpty())
                        .map(fork -> fork.windows().getLast())
                        .toList();
        long held = last.stream().filter(window -> gate.evaluate(window).held()).count();
        return 2 * held > last.size();
    }

    List<Gate> gates(Bounds bounds) {
        return required.stream().map(text -> bounds.parsed("--slo", text, Gate::parse)).toList();
    }
}
