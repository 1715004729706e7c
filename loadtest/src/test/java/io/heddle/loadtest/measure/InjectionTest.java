package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionTest {
    @Test
    void readsFreezesInTheirOrder() {
        assertEquals(
                List.of(
                        new Injection(Duration.ofMillis(500), Duration.ofMillis(20)),
                        new Injection(Duration.ofSeconds(10), Duration.ofSeconds(1))),
                Injection.parse("freeze@10s:1s,freeze@500ms:20ms"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "freeze",
                "freeze@10s",
                "freeze@:1s",
                "freeze@10s:0s",
                "melt@10s:1s",
                "freeze@1s:2s,freeze@2s:1s"
            })
    void refusesAnythingElse(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Injection.parse(text));

        assertTrue(refusal.getMessage().lines().count() == 1, refusal.getMessage());
    }
}
