package io.heddle.loadtest.compare;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether the servers really ran with the same settings, as they themselves and the kernel told.
final class Parity {
    private static final List<String> EQUAL_FOR_ALL =
            List.of("jdk", "gc", "heap", "initialHeap", "processors", "backlog", "nodelay");

    private Parity() {}

    /// Compares the forks of all entries but those that were given JVM flags of their own.
    ///
    /// @throws IOException if two differ; the message names the setting and who has which value
    static void require(Plan plan, List<Fork> forks) throws IOException {
        var changed = plan.entriesWithFlagsOfTheirOwn();
        var comparable = forks.stream().filter(fork -> !changed.contains(fork.entry())).toList();
        for (String setting : EQUAL_FOR_ALL) {
            requireOneValue(setting, comparable);
        }
    }

    private static void requireOneValue(String setting, List<Fork> forks) throws IOException {
        var entriesByValue = new TreeMap<String, TreeSet<String>>();
        for (var fork : forks) {
            var value = fork.settings().get(setting);
            if (value != null) {
                entriesByValue.computeIfAbsent(value, _ -> new TreeSet<>()).add(fork.entry());
            }
        }
        if (entriesByValue.size() > 1) {
            throw new IOException(
                    "the servers do not run with the same %s: %s"
                            .formatted(setting, entriesByValue));
        }
    }
}
