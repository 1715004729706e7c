package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;

/// What a comparison does not show, in sentences made from how it was run.
public final class Limitations {
    private Limitations() {}

    /// The sentences, never none.
    public static List<String> of(ComparisonResult result) {
        var sentences = new ArrayList<String>();
        sentences.add(
                "Loopback only: no network card, no loss and no distance, and segments of up to 64 KiB.");
        sentences.add(
                "Processors: %s. It says nothing about other numbers of cores."
                        .formatted(result.plan().cpuPlan()));
        double seconds = measuredSeconds(result);
        if (seconds > 0) {
            sentences.add(
                    "Each fork was measured for about %s s: no word on leaks or drift over hours."
                            .formatted(Figures.number(seconds)));
        }
        if (Findings.isDirectionalOnly(result)) {
            sentences.add("Too few forks to call any difference significant.");
        }
        sentences.add(
                "Settings are those of the profile '%s'; other settings may rank otherwise."
                        .formatted(result.plan().profile()));
        validity(result, sentences);
        if (!result.skipped().isEmpty()) {
            sentences.add("Left out: %d, see above.".formatted(result.skipped().size()));
        }
        sentences.add(
                "One machine on one day. A number tells that something is so, not why: find the reason before you rely on it.");
        return List.copyOf(sentences);
    }

    private static void validity(ComparisonResult result, List<String> sentences) {
        var unsteady = new ArrayList<String>();
        for (var target : result.targets()) {
            if (!target.valid() && !target.forks().isEmpty()) {
                var red = Findings.checks(target.checks(), Light.RED);
                sentences.add(
                        "The numbers of %s are not valid%s."
                                .formatted(target.name(), red.isEmpty() ? "" : " (" + red + ")"));
            }
            long forks = target.forks().stream().filter(fork -> !fork.steady()).count();
            if (forks > 0) {
                unsteady.add(
                        "%s in %d of %d forks"
                                .formatted(target.name(), forks, target.forks().size()));
            }
        }
        if (!unsteady.isEmpty()) {
            sentences.add("Not steady when measured: " + String.join(", ", unsteady) + ".");
        }
    }

    private static double measuredSeconds(ComparisonResult result) {
        return result.targets().stream()
                .flatMap(target -> target.forks().stream())
                .mapToDouble(Limitations::measuredSeconds)
                .average()
                .orElse(0);
    }

    private static double measuredSeconds(ForkResult fork) {
        return fork.windows().stream().mapToDouble(WindowResult::durationS).sum();
    }
}
