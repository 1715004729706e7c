package io.heddle.loadtest.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(strings = {"on", "off"})
    void takesWordsWhereParameterIsChosenFromThem(String word) {
        var spec = TargetSpec.parse("heddle:timeouts=" + word);

        assertEquals(Map.of("timeouts", word), spec.parameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nope             | unknown target 'nope', known are heddle, raw-vt, threads, nio-reactor
                    heddle:loops=1   | target 'heddle' has no parameter 'loops'
                    netty-nio:       | target 'netty-nio' has no parameter ''
                    netty-nio:loops  | parameter 'loops' of target 'netty-nio' must be at least 1, was ''
                    netty-nio:loops=0| parameter 'loops' of target 'netty-nio' must be at least 1, was '0'
                    heddle:timeouts= | parameter 'timeouts' of target 'heddle' must be on or off, was ''
                    heddle:timeouts=0| parameter 'timeouts' of target 'heddle' must be on or off, was '0'
                    raw-vt:socket=x  | parameter 'socket' of target 'raw-vt' must be tcp or unix or udp, was 'x'
                    netty-nio:socket=udp,tls=on | TLS needs a stream, was 'netty-nio:socket=udp,tls=on'
                    heddle:pollers=on| parameter 'pollers' of target 'heddle' must be at least 1, was 'on'
                    """)
    void saysWhatIsWrong(String text, String message) {
        var failure = assertThrows(IllegalArgumentException.class, () -> TargetSpec.parse(text));

        assertTrue(failure.getMessage().startsWith(message), failure.getMessage());
    }

    @Test
    void isReadAgainFromItsArgument() {
        for (String text : new String[] {"heddle", "nio-reactor:loops=2,buffer=8192"}) {
            var spec = TargetSpec.parse(text);

            assertEquals(spec.parameters(), TargetSpec.parse(spec.argument()).parameters());
        }
    }

    @Test
    void tunesWhatWasNotTyped() {
        assertEquals("heddle:timeouts=off", TargetSpec.parse("heddle").tuned().argument());
        assertEquals("heddle", TargetSpec.parse("heddle").tuned().text());
        assertEquals(
                "heddle:timeouts=on", TargetSpec.parse("heddle:timeouts=on").tuned().argument());
        assertEquals(2, TargetSpec.parse("netty-nio").tunedJvmFlags().size());
    }
}
