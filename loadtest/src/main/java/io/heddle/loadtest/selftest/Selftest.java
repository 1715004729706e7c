package io.heddle.loadtest.selftest;

import io.heddle.loadtest.compare.Launcher;
import io.heddle.loadtest.process.CpuPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The tool proves that its own numbers can be believed: it measures servers of which the truth is
/// known.
public final class Selftest {
    private static final List<Part> ALL =
            List.of(
                    new FreezePart(),
                    new OmissionPart(),
                    new JitterPart(),
                    new BurstPart(),
                    new PacingPart(),
                    new CheatingPart(),
                    new LossPart(),
                    new StarvedClientPart(),
                    new CeilingPart());
    private static final int MOST_ATTEMPTS = 2;

    private final Bench bench;
    private final Consumer<PartResult> onResult;

    /// @param launcher starts the reference servers
    /// @param cpus how the processors are divided; the caller has pinned this process
    /// @param onResult told each part's result as it comes, on the calling thread
    public Selftest(Launcher launcher, CpuPlan cpus, Effort effort, Consumer<PartResult> onResult) {
        this.bench = new Bench(launcher, cpus, effort);
        this.onResult = onResult;
    }

    /// The names of all parts, in their order.
    public static List<String> partNames() {
        return ALL.stream().map(Part::name).toList();
    }

    /// Examines everything, one part after the other.
    public List<PartResult> run() throws InterruptedException {
        return run(partNames());
    }

    /// Examines some parts only.
    ///
    /// @param names of [#partNames()]
    public List<PartResult> run(List<String> names) throws InterruptedException {
        var results = new ArrayList<PartResult>();
        for (var part : ALL) {
            if (names.contains(part.name())) {
                var result = examined(part);
                results.add(result);
                onResult.accept(result);
            }
        }
        return results;
    }

    /// A part that breaks while other programs run is tried again once: they can make the machine
    /// late, which is no fault of the clock.
    private PartResult examined(Part part) throws InterruptedException {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            bench.forgetNoise();
            var result = attempt(part, attempt, begin);
            boolean again = result.outcome() == Outcome.BROKEN && bench.noisy();
            if (!again || attempt == MOST_ATTEMPTS) {
                return result;
            }
        }
    }

    private PartResult attempt(Part part, int attempt, long begin) throws InterruptedException {
        List<Reading> readings = List.of();
        Outcome outcome;
        String reason;
        try {
            readings = part.examine(bench);
            outcome = outcome(readings);
            reason = reason(outcome, readings);
        } catch (IOException e) {
            outcome = Outcome.BROKEN;
            reason = String.valueOf(e.getMessage());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new PartResult(
                part.name(), part.proves(), outcome, reason, attempt, seconds, readings);
    }

    private String reason(Outcome outcome, List<Reading> readings) {
        return switch (outcome) {
            case HELD, SHOWN -> "";
            case BROKEN -> bench.noisy() ? "other programs used the machine (V8)" : "";
            case NOT_APPLICABLE ->
                    readings.stream()
                            .filter(reading -> reading.outcome() == Outcome.NOT_APPLICABLE)
                            .findFirst()
                            .map(Reading::note)
                            .orElse("");
        };
    }

    /// The worst of what was found.
    static Outcome outcome(List<Reading> readings) {
        for (var outcome : List.of(Outcome.BROKEN, Outcome.NOT_APPLICABLE, Outcome.HELD)) {
            if (readings.stream().anyMatch(reading -> reading.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.SHOWN;
    }
}
