package io.heddle.loadtest.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One line of the control protocol: a word, then `key=value` pairs whose values hold no blank.
final class ControlLine {
    private ControlLine() {}

    /// The line that answers `command`, its keys sorted.
    public static String format(String command, Map<String, ?> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + String.valueOf(e.getValue()).replace(' ', '_'))
                        .collect(Collectors.joining(" ", command + " ", ""))
                        .strip();
    }

    static Map<String, String> parse(String line) {
        var values = new LinkedHashMap<String, String>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }
}
