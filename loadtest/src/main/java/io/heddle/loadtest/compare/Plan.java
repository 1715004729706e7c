package io.heddle.loadtest.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything a comparison is going to do.
///
/// @param entries the rows, in the order in which they are shown
/// @param baseline the row that the others are compared with
/// @param rounds how often each entry is run, each time in a fresh JVM
/// @param seed decides the order within the rounds
public record Plan(
        List<Entry> entries, Entry baseline, Load load, Servers servers, int rounds, long seed) {
    private static final Duration START_AND_NEWCOMERS = Duration.ofMillis(3100);
    private static final Duration IDLE_PHASE = Duration.ofMillis(800);
    private static final Duration PER_THOUSAND_IDLE = Duration.ofMillis(150);

    public Plan {
        entries = List.copyOf(entries);
    }

    /// The same with other idle crowds.
    public Plan withIdleCrowds(List<Integer> idleCrowds) {
        return new Plan(entries, baseline, load.withIdleCrowds(idleCrowds), servers, rounds, seed);
    }

    /// Every round runs every entry once, in an order shuffled by the seed.
    public List<List<Entry>> order() {
        var random = new Random(seed);
        var order = new ArrayList<List<Entry>>();
        for (int round = 0; round < rounds; round++) {
            var shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, random);
            order.add(List.copyOf(shuffled));
        }
        return order;
    }

    /// The names of the entries that were given JVM flags which others do not have.
    Set<String> entriesWithFlagsOfTheirOwn() {
        return entries.stream()
                .filter(entry -> !servers.flagsOf(entry.target()).isEmpty())
                .map(Entry::name)
                .collect(Collectors.toSet());
    }

    /// About how long one fork takes.
    public Duration forkTime() {
        var warmUp = load.warmUp().atLeast().plus(load.warmUp().atMost()).dividedBy(2);
        var idle =
                load.idleCrowds().isEmpty()
                        ? Duration.ZERO
                        : IDLE_PHASE.plus(
                                PER_THOUSAND_IDLE.multipliedBy(load.mostConnections() / 1000));
        return START_AND_NEWCOMERS.plus(warmUp).plus(load.window()).plus(idle);
    }

    /// About how long everything takes.
    public Duration time() {
        return ClientWarmUp.TIME.plus(forkTime().multipliedBy((long) rounds * entries.size()));
    }
}
