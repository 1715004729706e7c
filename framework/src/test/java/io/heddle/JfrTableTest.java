package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import jdk.jfr.DataAmount;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// That the documentation has the events that the flight recorder gets, with their fields.
class JfrTableTest {

    private static final String HEADING = "## Flight Recorder\n";
    private static final Path DOCUMENT = Path.of("..", "docs", "observability.md");

    private static final Pattern EVENT =
            Pattern.compile(
                    "^\\| `(io\\.heddle\\.\\w+)` \\| .* \\| ([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern FIELD =
            Pattern.compile("^\\| `(\\w+)` \\| ([^|]+) \\| .* \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    @BeforeAll
    static void announceEvents() {
        WarmUp.once();
    }

    @Test
    void hasAllEventsWithAllTheirFields() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (MatchResult row : rows(EVENT)) {
            rows.put(
                    row.group(1),
                    NAME.matcher(row.group(2)).results().map(name -> name.group(1)).toList());
        }

        Map<String, List<String>> events = new TreeMap<>();
        FlightRecorderObserverTest.registered()
                .forEach((event, fields) ->
                        events.put(event, fields.stream().map(ValueDescriptor::getName).toList()));
        assertEquals(events, rows);
    }

    @Test
    void explainsAllFieldsWithTheirTypes() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (MatchResult row : rows(FIELD)) {
            rows.add(row.group(1) + ": " + row.group(2));
        }

        Set<String> fields = new TreeSet<>();
        FlightRecorderObserverTest.registered().values().stream()
                .flatMap(List::stream)
                .forEach(field -> fields.add(field.getName() + ": " + type(field)));
        assertEquals(fields, rows);
    }

    private static String type(ValueDescriptor field) {
        if (field.getAnnotation(Timespan.class) != null) {
            return "time span";
        }
        if (field.getAnnotation(DataAmount.class) != null) {
            return "bytes";
        }
        return switch (field.getTypeName()) {
            case "java.lang.String" -> "text";
            case "boolean" -> "yes or no";
            default -> "number";
        };
    }

    private static List<MatchResult> rows(Pattern pattern) throws IOException {
        return pattern.matcher(section()).results().toList();
    }

    /// From its heading to the next of its rank.
    private static String section() throws IOException {
        String text = Files.readString(DOCUMENT);
        String section = text.substring(text.indexOf(HEADING) + HEADING.length());
        int next = section.indexOf("\n## ");
        return next < 0 ? section : section.substring(0, next);
    }
}
