package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That the documentation lists the rules of the start-up check.
class StartupTableTest {

    private static final String HEADING = "## Start-up check\n";
    private static final Path PAGE = Path.of("..", "docs", "observability.md");

    @Test
    void isDocumentedRowByRow() throws IOException {
        List<String> rows =
                Pattern.compile("^\\| `([\\w-]+)` \\|", Pattern.MULTILINE)
                        .matcher(section())
                        .results()
                        .map(row -> row.group(1))
                        .toList();

        List<String> rules = Arrays.stream(StartupRule.values()).map(StartupRule::id).toList();
        assertEquals(rules, rows);
    }

    private static String section() throws IOException {
        String text = Files.readString(PAGE);
        int start = text.indexOf(HEADING);
        assertTrue(start >= 0, "no " + HEADING);
        int end = text.indexOf("\n## ", start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
