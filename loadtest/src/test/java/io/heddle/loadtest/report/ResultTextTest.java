package io.heddle.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.compare.ComparisonResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The texts that people see lie in the test resources.
class ResultTextTest {
    @Test
    void showsTableVerdictsAndLimits() throws Exception {
        assertEquals(expected("complete.txt"), text(Results.complete()));
    }

    @Test
    void showsWhatThereIsAfterAnInterruption() throws Exception {
        assertEquals(expected("interrupted.txt"), text(Results.interrupted()));
    }

    private static String text(ComparisonResult result) {
        return String.join("\n", ResultText.lines(result)) + "\n";
    }

    private static String expected(String name) throws IOException {
        try (var resource = ResultTextTest.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
