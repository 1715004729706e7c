package io.heddle.loadtest.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSpecTest {
    @Test
    void readsAName() {
        var spec = TargetSpec.parse("netty-epoll");

        assertEquals("netty-epoll", spec.target().name());
        assertEquals(3, spec.parameter("loops", 3));
    }

    @Test
    void readsAVariant() {
        var spec = TargetSpec.parse("nio-reactor:loops=2,buffer=8192");

        assertEquals("nio-reactor:loops=2,buffer=8192", spec.text());
        assertEquals(2, spec.parameter("loops", 1));
        assertEquals(8192, spec.parameter("buffer", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nope             | unknown target 'nope', known are heddle, raw-vt, nio-reactor
                    heddle:loops=1   | target 'heddle' has no parameter 'loops'
                    netty-nio:       | target 'netty-nio' has no parameter ''
                    netty-nio:loops  | parameter 'loops' of target 'netty-nio' must be at least 1, was ''
                    netty-nio:loops=0| parameter 'loops' of target 'netty-nio' must be at least 1, was '0'
                    """)
    void saysWhatIsWrong(String text, String message) {
        var failure = assertThrows(IllegalArgumentException.class, () -> TargetSpec.parse(text));

        assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
    }
}
