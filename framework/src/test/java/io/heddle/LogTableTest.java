package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// That the table in docs/observability.md and [LoggingObserver] say the same.
class LogTableTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "observability.md");

    /// Event, level, when, text, exception.
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(\\w+)` \\| ([\\w ]+) \\| ([^|]+) \\| `([^`]+)` \\| ([^|]+) \\|$",
                    Pattern.MULTILINE);

    private static final Pattern BLANK = Pattern.compile("\\{([^}]+)}");

    /// What stands in braces and has a form.
    private static final Map<String, String> FORMS =
            Map.of(
                    "connection", "connection-\\d+ of [\\d.:]+",
                    "address", "[\\d.:]+",
                    "number", "[\\d,]+",
                    "time", "PT[\\d.]+S",
                    "limit", "PT\\S+");

    /// What is told of every connection, good or bad, so that it would be too much for a log.
    private static final Set<String> NOT_LOGGED = Set.of("accepted", "closed", "handled");

    @Test
    void hasARowForEachLineAndALineForEachRow() throws Exception {
        List<Row> rows = rows();
        Set<Row> used = new TreeSet<>();

        for (LogInMemory.Line line : everyLine()) {
            List<Row> matching = rows.stream().filter(row -> row.matches(line)).toList();
            assertEquals(1, matching.size(), () -> line + " is told by " + matching);
            used.addAll(matching);
        }

        assertEquals(new TreeSet<>(rows), used);
    }

    @Test
    void namesEachEventOfAnObserver() throws Exception {
        Set<String> expected =
                Arrays.stream(ServerObserver.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(method -> method.getName())
                        .filter(name -> !NOT_LOGGED.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                expected,
                rows().stream().map(Row::event).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<Row> rows() throws IOException {
        String section = Files.readString(DOCUMENT).split("(?m)^## Log lines$", 2)[1];
        return ROW.matcher(section).results().map(LogTableTest::row).toList();
    }

    private static Row row(MatchResult row) {
        return new Row(row.group(1), row.group(2), row.group(4), row.group(5));
    }

    /// All lines that there can be.
    private static List<LogInMemory.Line> everyLine() throws Exception {
        var log = new LogInMemory();
        var observer = new LoggingObserver(log, new ManualClock());
        var accepted = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, accepted);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello");
            Connection connection = accepted.accepted().getFirst();
            EveryEvent.of(server, connection).forEach(event -> event.accept(observer));
        }
        return log.all();
    }

    /// A row of the table.
    private record Row(String event, String level, String text, String exception)
            implements Comparable<Row> {

        boolean matches(LogInMemory.Line line) {
            String[] levelAndText = line.text().split(" ", 2);
            return Set.of(levelAndText[0], "as the event").contains(level)
                    && Pattern.matches(pattern(), levelAndText[1])
                    && switch (exception) {
                        case "yes", "its stack" -> line.thrown() != null;
                        case "no" -> line.thrown() == null;
                        default -> true;
                    };
        }

        private String pattern() {
            var pattern = new StringBuilder();
            int end = 0;
            for (MatchResult blank : BLANK.matcher(text).results().toList()) {
                pattern.append(Pattern.quote(text.substring(end, blank.start())))
                        .append(FORMS.getOrDefault(blank.group(1), ".+"));
                end = blank.end();
            }
            return pattern + Pattern.quote(text.substring(end));
        }

        @Override
        public int compareTo(Row other) {
            return toString().compareTo(other.toString());
        }
    }
}
