package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems();

    @Test
    void throwsNothingWhenAllIsFine() {
        problems.check(true, "never told")
                .atLeast("a", 1, 1)
                .between("b", 1, 3, 1)
                .between("b", 1, 3, 3)
                .between("c", Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO)
                .between("c", Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));

        problems.throwIfAny();
    }

    @Test
    void namesThingBoundAndValue() {
        problems.atLeast("a", 1, 0);

        assertEquals("a must be at least 1, was 0", told());
    }

    @Test
    void tellsAllProblemsAtOnceInTheirOrder() {
        problems.between("a", 1, 3, 0)
                .between("b", 1, 3, 4)
                .between("c", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(-1))
                .between("d", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(1001))
                .check(false, "e is wrong");

        assertEquals(
                "a must be between 1 and 3, was 0; "
                        + "b must be between 1 and 3, was 4; "
                        + "c must be between PT0S and PT1S, was PT-0.001S; "
                        + "d must be between PT0S and PT1S, was PT1.001S; "
                        + "e is wrong",
                told());
    }

    private String told() {
        return assertThrows(IllegalArgumentException.class, problems::throwIfAny).getMessage();
    }
}
