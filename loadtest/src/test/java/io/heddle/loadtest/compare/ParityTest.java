package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.loadtest.result.ForkResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk",
                "gc",
                "heap",
                "initialHeap",
                "processors",
                "backlog",
                "nodelay",
                "receiveBuffer",
                "protocol",
                "tlsProtocol",
                "tlsSuite",
                "tlsKey",
                "tlsCertificates"
            })
    void refusesServersThatDiffer(String setting) {
        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                Parity.require(
                                        Map.of(
                                                "a", List.of(fork(setting, "1")),
                                                "b", List.of(fork(setting, "2")),
                                                "c", List.of(fork(setting, "2")))));

        assertEquals(
                "the servers do not run with the same %s: {1=[a], 2=[b, c]}".formatted(setting),
                failure.getMessage());
    }

    @Test
    void refusesAServerThatDiffersBetweenItsForks() {
        assertThrows(
                IOException.class,
                () -> Parity.require(Map.of("a", List.of(fork("heap", "1"), fork("heap", "2")))));
    }

    @Test
    void acceptsEqualsAndWhatNobodyTells() throws IOException {
        Parity.require(
                Map.of(
                        "a", List.of(fork("heap", "1"), fork("heap", "1")),
                        "b", List.of(fork("loops", "4")),
                        "c", List.of(fork("loops", "1")),
                        "d", List.of()));
    }

    private static ForkResult fork(String setting, String value) {
        return new ForkResult(
                1,
                1,
                "2026-01-01T00:00:00Z",
                true,
                1,
                Map.of(),
                Map.of(setting, value),
                List.of(),
                List.of());
    }
}
