package io.heddle.loadtest.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Invented checks: all green, but for what does not apply and a little amber.
final class SampleChecks {
    private static final List<String> TITLES =
            List.of(
                    "answers",
                    "offered load",
                    "send lag",
                    "who was the limit",
                    "Little's law",
                    "fairness",
                    "steady",
                    "quiet host",
                    "client pauses",
                    "clipping",
                    "kernel",
                    "spread");

    private SampleChecks() {}

    static Map<String, Check> of(
            boolean tooMuch,
            @Nullable Double offered,
            double achieved,
            String label,
            Random random) {
        var checks = new LinkedHashMap<String, Check>();
        for (int i = 1; i <= TITLES.size(); i++) {
            checks.put(
                    "V" + i,
                    new Check(Light.GREEN, TITLES.get(i - 1), label + ": within its bound", ""));
        }
        if (offered == null) {
            checks.put(
                    "V2",
                    new Check(Light.NONE, "offered load", label + ": nothing was offered", ""));
            checks.put(
                    "V4",
                    new Check(
                            Light.AMBER,
                            "who was the limit",
                            label + ": the client was 78 % busy and the server 96 %",
                            "Give the client more cores."));
        } else if (tooMuch) {
            checks.put(
                    "V2",
                    new Check(
                            Light.RED,
                            "offered load",
                            String.format(
                                    Locale.ROOT,
                                    "%s: %.0f/s of %.0f/s were achieved, at least 99 %% are needed",
                                    label,
                                    achieved,
                                    offered),
                            "Offer less, or read the latency as unbounded."));
        }
        if (random.nextInt(40) == 0) {
            checks.put(
                    "V8",
                    new Check(
                            Light.AMBER,
                            "quiet host",
                            label + ": other programs used 3.1 % of the machine, 5 % are allowed",
                            "End other programs."));
        }
        return checks;
    }
}
