package io.heddle.loadtest.crosscheck;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text that a load tool has printed, and how numbers are found in it.
///
/// In patterns, `NUMBER` stands for a decimal number and `NUMBERUNIT` for one with a unit of time.
record ToolOutput(String text) {
    private static final String NUMBER = "[0-9]+(?:\\.[0-9]+)?";
    private static final Pattern QUANTITY =
            Pattern.compile("(" + NUMBER + ")\\s*([a-zA-Z\u00b5]+)");

    private static final Pattern COLUMNS = Pattern.compile("\\s{2,}|(?<=:)\\s+");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /// A number that must be there.
    double required(String pattern) {
        var matcher = matcher(pattern);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no rate in what was printed: " + firstLines());
        }
        return Double.parseDouble(matcher.group(1));
    }

    /// A time, in microseconds.
    OptionalDouble micros(String pattern) {
        var matcher = matcher(pattern);
        return matcher.find() ? quantity(matcher.group(1)) : OptionalDouble.empty();
    }

    /// The sum of a count over all places where the pattern matches.
    long sum(String pattern) {
        return matcher(pattern)
                .results()
                .mapToLong(result -> Long.parseLong(result.group(1)))
                .sum();
    }

    /// A time from the table of h2load, whose columns differ between its versions.
    OptionalDouble column(String name) {
        List<String> titles = List.of();
        for (var line : text.lines().toList()) {
            var words = COLUMNS.splitAsStream(line.trim()).toList();
            if (words.getFirst().equals("min")) {
                titles = words;
            } else if (line.matches("(?:time for )?request\\s*:.*") && titles.contains(name)) {
                var values = line.substring(line.indexOf(':') + 1).trim();
                return quantity(SPACES.splitAsStream(values).toList().get(titles.indexOf(name)));
            }
        }
        return OptionalDouble.empty();
    }

    private Matcher matcher(String pattern) {
        var expanded =
                pattern.replace("NUMBERUNIT", NUMBER + "\\s*[a-zA-Z\u00b5]+")
                        .replace("NUMBER", NUMBER);
        return Pattern.compile(expanded).matcher(text);
    }

    private static OptionalDouble quantity(String text) {
        var matcher = QUANTITY.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ns" -> OptionalDouble.of(value / 1e3);
            case "us", "\u00b5s" -> OptionalDouble.of(value);
            case "ms" -> OptionalDouble.of(value * 1e3);
            case "s", "sec", "secs" -> OptionalDouble.of(value * 1e6);
            case "m" -> OptionalDouble.of(value * 60e6);
            default -> OptionalDouble.empty();
        };
    }

    private String firstLines() {
        return String.join(" / ", text.lines().limit(5).toList());
    }
}
