package io.heddle.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// With a signal that neither the virtual machine nor the tests use.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such signal")
class CaughtSignalTest {

    private static final List<String> UNUSED = List.of("WINCH");

    private final JdkSignals jdk = JdkSignals.lookup();
    private final List<String> called = new ArrayList<>();

    @Test
    void passesOnToFormerHandler() {
        Object signal = jdk.signal("WINCH");
        Object system = jdk.register(signal, jdk.handler(same -> called.add(same.toString())));
        List<CaughtSignal> caught = CaughtSignal.all(UNUSED, same -> called.add("caught"));

        caught.getFirst().passOn();

        caught.getFirst().release();
        jdk.register(signal, system);
        assertEquals(List.of("SIGWINCH"), called);
    }

    @Test
    void passesNothingOnToTheSystem() {
        List<CaughtSignal> caught = CaughtSignal.all(UNUSED, same -> called.add("caught"));

        caught.getFirst().passOn();

        caught.getFirst().release();
        assertEquals(List.of(), called);
    }

    @Test
    void catchesNoneWhenOneIsRefused() {
        Object signal = jdk.signal("WINCH");
        Object mine = jdk.handler(same -> {});
        Object system = jdk.register(signal, mine);

        String refusal =
                assertThrows(
                                UnsupportedOperationException.class,
                                () -> CaughtSignal.all(List.of("WINCH", "KILL"), same -> {}))
                        .getMessage();

        assertEquals("SIGKILL cannot be caught; was Java started with -Xrs?", refusal);
        assertEquals(mine, jdk.register(signal, system));
    }
}
