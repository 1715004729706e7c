package io.heddle.loadtest.compare;

import io.heddle.loadtest.result.ForkResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whether the servers really ran with the same settings, as they themselves and the kernel told.
final class Parity {
    private static final List<String> EQUAL_FOR_ALL =
            List.of(
                    "jdk",
                    "gc",
                    "heap",
                    "initialHeap",
                    "processors",
                    "backlog",
                    "nodelay",
                    "receiveBuffer",
                    "protocol",
                    "tlsProtocol",
                    "tlsSuite",
                    "tlsKey",
                    "tlsCertificates");

    private Parity() {}

    /// Compares the settings of all forks of the entries that must be alike.
    ///
    /// @param forks by the entry's name
    /// @throws IOException if two differ; the message names the setting and who has which value
    static void require(Map<String, List<ForkResult>> forks) throws IOException {
        for (String setting : EQUAL_FOR_ALL) {
            requireOneValue(setting, forks);
        }
    }

    private static void requireOneValue(String setting, Map<String, List<ForkResult>> forks)
            throws IOException {
        var entriesByValue = new TreeMap<String, TreeSet<String>>();
        forks.forEach((entry, ofEntry) -> {
            for (var fork : ofEntry) {
                var value = fork.settings().get(setting);
                if (value != null) {
                    entriesByValue.computeIfAbsent(value, _ -> new TreeSet<>()).add(entry);
                }
            }
        });
        if (entriesByValue.size() > 1) {
            throw new IOException(
                    "the servers do not run with the same %s: %s"
                            .formatted(setting, entriesByValue));
        }
    }
}
