package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/// The tables of docs/http-limits.md say what is in force.
class HttpLimitsTableTest {

    private static final Path PAGE = Path.of("..", "docs", "http-limits.md");

    @Test
    void eachSizeIsThereWithItsDefault() throws Exception {
        String page = Files.readString(PAGE);
        for (RecordComponent limit : HttpLimits.class.getRecordComponents()) {
            long value = ((Number) limit.getAccessor().invoke(HttpLimits.DEFAULT)).longValue();

            assertTrue(
                    page.contains("| `" + limit.getName() + "` | " + text(value) + " |"),
                    limit.getName());
        }
    }

    private static String text(long value) {
        if (value % (1 << 20) == 0) {
            return (value >> 20) + " MiB";
        }
        return value % 1024 == 0 ? (value >> 10) + " KiB" : String.valueOf(value);
    }

    @Test
    void eachTimeIsThere() throws IOException {
        String page = Files.readString(PAGE);
        for (RecordComponent limit : HttpTimeouts.class.getRecordComponents()) {
            assertTrue(page.contains("| `HttpTimeouts." + limit.getName() + "` |"));
        }
    }

    @Test
    void eachStatusIsOneThatIsReachedInTheTests() throws IOException {
        Set<String> written =
                Pattern.compile("^\\| (\\d{3}) \\|", Pattern.MULTILINE)
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map(HttpLimitsTableTest::status)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> reached =
                StatusesTest.requests()
                        .map(HttpLimitsTableTest::status)
                        .collect(Collectors.toCollection(TreeSet::new));
        reached.remove("200");
        reached.remove("404");
        reached.add("408"); // SlowContentTest
        reached.add("503"); // needs two requests

        assertEquals(reached, written);
    }

    private static String status(MatchResult found) {
        return found.group(1);
    }

    private static String status(Arguments request) {
        return String.valueOf(request.get()[0]);
    }
}
