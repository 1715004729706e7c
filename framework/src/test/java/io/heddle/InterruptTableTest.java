package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// That docs/interrupts.md and [InterruptTest] say the same.
class InterruptTableTest {

    private static final Path TABLE = Path.of("..", "docs", "interrupts.md");

    @Test
    void isDocumentedRowByRow() throws IOException {
        Set<String> rows =
                Pattern.compile("`(Reading|Writing|Working|OfTheServer)\\.(\\w+)`")
                        .matcher(Files.readString(TABLE))
                        .results()
                        .map(row -> row.group(1) + "." + row.group(2))
                        .collect(Collectors.toSet());

        Set<String> tests =
                Arrays.stream(InterruptTest.class.getDeclaredClasses())
                        .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(test ->
                                test.getDeclaringClass().getSimpleName() + "." + test.getName())
                        .collect(Collectors.toSet());

        assertEquals(tests, rows);
    }
}
