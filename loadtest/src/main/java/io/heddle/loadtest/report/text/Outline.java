package io.heddle.loadtest.report.text;

import io.heddle.loadtest.result.Metric;
import java.time.Duration;
import java.util.List;

/// What a comparison is going to do, as it is told before and while it does it.
///
/// @param scenario its name
/// @param expectation what its authors expect; may be empty
/// @param metrics the headline first
/// @param pilots the targets that are tried first to find the rates
/// @param pilotTime about how long each of them takes
/// @param order of the targets in each block
/// @param forkTime about how long one fork takes
public record Outline(
        String scenario,
        String expectation,
        List<Metric> metrics,
        List<String> pilots,
        Duration pilotTime,
        List<List<String>> order,
        Duration forkTime,
        String cpuPlan,
        long seed) {
    public Outline {
        metrics = List.copyOf(metrics);
        pilots = List.copyOf(pilots);
        order = order.stream().map(List::copyOf).toList();
    }

    /// The forks of all blocks, without the pilots.
    public int forks() {
        return order.stream().mapToInt(List::size).sum();
    }

    /// About how long everything takes.
    public Duration total() {
        return pilotTime.multipliedBy(pilots.size()).plus(forkTime.multipliedBy(forks()));
    }
}
