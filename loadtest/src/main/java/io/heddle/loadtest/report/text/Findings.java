package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ComparisonResult;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.result.RatioResult;
import io.heddle.loadtest.result.TargetResult;
import io.heddle.loadtest.result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a comparison found, in sentences made from its verdicts alone.
public final class Findings {
    private static final int FORKS_TO_BE_SIGNIFICANT = 4;

    private static final String PLUS_MINUS = "\u00b1";

    private final ComparisonResult result;
    private final String baseline;
    private final List<Finding> findings = new ArrayList<>();

    private Findings(ComparisonResult result) {
        this.result = result;
        this.baseline = result.plan().baseline();
    }

    /// The sentences, caveats that concern all of it first.
    public static List<Finding> of(ComparisonResult result) {
        var findings = new Findings(result);
        findings.caveats();
        result.targets().forEach(findings::target);
        return List.copyOf(findings.findings);
    }

    /// The headline's verdicts in one sentence, to stand beside the expectation.
    public static String found(ComparisonResult result) {
        var byVerdict = new LinkedHashMap<String, List<String>>();
        for (var target : result.targets()) {
            var ratio = target.ratio();
            if (ratio != null && ratio.verdict() != Verdict.BASELINE && !target.twin()) {
                byVerdict
                        .computeIfAbsent(word(ratio.verdict()), _ -> new ArrayList<>())
                        .add(
                                target.name()
                                        + " "
                                        + Figures.change(ratio.value())
                                        + (target.valid() ? "" : " (not valid)"));
            }
        }
        if (byVerdict.isEmpty()) {
            return "nothing that can be compared.";
        }
        var parts = new ArrayList<String>();
        byVerdict.forEach((word, names) -> parts.add(word + ": " + String.join(", ", names)));
        return String.join("; ", parts) + ".";
    }

    /// Whether it rests on too few forks for any difference to be significant.
    public static boolean isDirectionalOnly(ComparisonResult result) {
        return forks(result) < FORKS_TO_BE_SIGNIFICANT;
    }

    /// A ratio with its interval: `+26.3% [+22.1%, +29.0%]`.
    public static String change(RatioResult ratio) {
        return "%s [%s, %s]"
                .formatted(
                        Figures.change(ratio.value()),
                        Figures.change(ratio.low()),
                        Figures.change(ratio.high()));
    }

    /// The share of confidence as `95%`.
    static String confidence(ComparisonResult result) {
        double percent = result.plan().confidence() * 100;
        return percent == Math.rint(percent)
                ? Figures.format("%.0f%%", percent)
                : Figures.format("%.1f%%", percent);
    }

    /// The ids of the checks of a target that show this light, joined by commas.
    public static String checks(Map<String, Check> checks, Light light) {
        return checks.entrySet().stream()
                .filter(check -> check.getValue().light() == light)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    /// The fewest forks on which a row rests.
    static int forks(ComparisonResult result) {
        return result.targets().stream()
                .mapToInt(target -> target.forks().size())
                .filter(forks -> forks > 0)
                .min()
                .orElse(0);
    }

    private void caveats() {
        if (result.interrupted()) {
            add(Ink.WARNING, "Interrupted: this is what had been measured until then.");
        }
        int forks = forks(result);
        if (forks == 0) {
            add(Ink.WARNING, "Nothing was measured.");
        } else if (forks < FORKS_TO_BE_SIGNIFICANT) {
            add(
                    Ink.WARNING,
                    "Directional only: with %d fork%s no difference can be significant; it takes at least %d."
                            .formatted(forks, forks == 1 ? "" : "s", FORKS_TO_BE_SIGNIFICANT));
        }
    }

    private void target(TargetResult target) {
        if (target.problem() != null) {
            add(
                    Ink.WARNING,
                    "%s FAILED: %s; %d of %d forks were measured."
                            .formatted(
                                    target.name(),
                                    problem(target.name(), target.problem()),
                                    target.forks().size(),
                                    result.plan().forks()));
        }
        if (!target.name().equals(baseline) && !result.scenario().metrics().isEmpty()) {
            compared(target);
        } else if (!target.valid() && !target.forks().isEmpty()) {
            add(
                    Ink.WARNING,
                    "%s%s, the baseline; every ratio rests on it."
                            .formatted(invalid(target), target.name()));
        }
    }

    private void compared(TargetResult target) {
        var headline = result.scenario().metrics().getFirst();
        var found = target.metrics().get(headline.id());
        var ratio = found == null ? null : found.ratio();
        if (found == null || ratio == null) {
            if (!target.forks().isEmpty()) {
                add(
                        Ink.WARNING,
                        "%s cannot be compared with %s in %s."
                                .formatted(target.name(), baseline, headline.title()));
            }
            return;
        }
        var others = others(target, headline);
        var sentence = target.twin() ? twin(headline, ratio) : headline(target, headline, ratio);
        var validity = target.valid() ? "" : invalid(target);
        add(ink(target, ratio.verdict(), others), validity + sentence + others + unbounded(target));
    }

    /// What grew for as long as the target was overloaded.
    private String unbounded(TargetResult target) {
        var hidden =
                result.scenario().metrics().stream()
                        .filter(metric -> Overload.hides(target, metric))
                        .map(Metric::title)
                        .collect(Collectors.joining(", "));
        return hidden.isEmpty() ? "" : " Unbounded (overload): %s.".formatted(hidden);
    }

    private String headline(TargetResult target, Metric metric, RatioResult ratio) {
        var change = metric.title() + " " + change(ratio);
        return switch (ratio.verdict()) {
            case BETTER, WORSE ->
                    "%s is %s than %s: %s%s."
                            .formatted(
                                    target.name(),
                                    word(ratio.verdict()),
                                    baseline,
                                    change,
                                    against(target, metric));
            case EQUIVALENT ->
                    "%s and %s are equivalent: %s lies within %s%s."
                            .formatted(
                                    target.name(),
                                    baseline,
                                    change,
                                    PLUS_MINUS,
                                    Figures.percent(zone(metric)));
            case INCONCLUSIVE, BASELINE ->
                    "%s against %s is inconclusive: %s; this run cannot tell."
                            .formatted(target.name(), baseline, change);
        };
    }

    private String twin(Metric metric, RatioResult ratio) {
        var noisy = ratio.verdict() == Verdict.BETTER || ratio.verdict() == Verdict.WORSE;
        return "A/A: %s against itself: %s %s; %s."
                .formatted(
                        baseline,
                        metric.title(),
                        change(ratio),
                        noisy
                                ? "two runs of the same server differ, so trust no small difference"
                                : "differences within %s%s are noise"
                                        .formatted(PLUS_MINUS, Figures.percent(zone(metric))));
    }

    private String against(TargetResult target, Metric metric) {
        return result.targets().stream()
                .filter(row -> row.name().equals(baseline))
                .map(row -> row.metrics().get(metric.id()))
                .filter(found -> found != null)
                .findFirst()
                .map(theirs ->
                        " (%s against %s)"
                                .formatted(
                                        Figures.number(median(target, metric)),
                                        Figures.number(theirs.median())))
                .orElse("");
    }

    private static double median(TargetResult target, Metric metric) {
        var found = target.metrics().get(metric.id());
        return found == null ? Double.NaN : found.median();
    }

    /// The other metrics with a clear verdict, losses first.
    private String others(TargetResult target, Metric headline) {
        return others(target, headline, Verdict.WORSE) + others(target, headline, Verdict.BETTER);
    }

    private String others(TargetResult target, Metric headline, Verdict verdict) {
        var found = new ArrayList<String>();
        for (var metric : result.scenario().metrics()) {
            var measured = target.metrics().get(metric.id());
            var ratio = measured == null ? null : measured.ratio();
            boolean shown = !metric.equals(headline) && !Overload.hides(target, metric);
            if (shown && ratio != null && ratio.verdict() == verdict) {
                found.add(metric.title() + " " + change(ratio));
            }
        }
        return found.isEmpty()
                ? ""
                : " Also %s: %s.".formatted(word(verdict), String.join(", ", found));
    }

    /// Half the width of the zone in which a difference is of no interest.
    private double zone(Metric metric) {
        return Math.max(
                result.plan().minEffect(), result.plan().aaSpread().getOrDefault(metric.id(), 0.0));
    }

    private static String invalid(TargetResult target) {
        var red = checks(target.checks(), Light.RED);
        return red.isEmpty() ? "NOT VALID: " : "NOT VALID (" + red + "): ";
    }

    private static Ink ink(TargetResult target, Verdict verdict, String others) {
        if (!target.valid()) {
            return Ink.WARNING;
        }
        if (target.twin()) {
            return verdict == Verdict.BETTER || verdict == Verdict.WORSE ? Ink.WARNING : Ink.PLAIN;
        }
        return switch (verdict) {
            case WORSE -> Ink.BAD;
            case BETTER -> others.contains("Also worse") ? Ink.PLAIN : Ink.GOOD;
            case INCONCLUSIVE -> Ink.WARNING;
            case EQUIVALENT, BASELINE -> Ink.PLAIN;
        };
    }

    static Ink ink(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> Ink.GOOD;
            case WORSE -> Ink.BAD;
            case INCONCLUSIVE -> Ink.WARNING;
            case EQUIVALENT, BASELINE -> Ink.PLAIN;
        };
    }

    /// The verdict as one word.
    public static String word(Verdict verdict) {
        return switch (verdict) {
            case BASELINE -> "baseline";
            case BETTER -> "better";
            case WORSE -> "worse";
            case EQUIVALENT -> "equivalent";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    /// Without what the sentence around it says already.
    private static String problem(String name, String problem) {
        var start = name + ": ";
        var rest = problem.startsWith(start) ? problem.substring(start.length()) : problem;
        return rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private void add(Ink ink, String sentence) {
        findings.add(new Finding(ink, sentence));
    }
}
