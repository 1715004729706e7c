package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParityTest {
    @Test
    void refusesServersWithDifferentSettings() {
        var plan = Fixtures.plan("heddle", "netty-epoll");
        var forks =
                List.of(fork("heddle", "backlog", "50"), fork("netty-epoll", "backlog", "4096"));

        var failure = assertThrows(IOException.class, () -> Parity.require(plan, forks));

        assertEquals(
                "the servers do not run with the same backlog: {4096=[netty-epoll], 50=[heddle]}",
                failure.getMessage());
    }

    @Test
    void allowsWhatWasAskedForOneTarget() {
        var plan = Fixtures.plan(Map.of("heddle", List.of("-Xmx1g")), "heddle", "netty-epoll");
        var forks = List.of(fork("heddle", "heap", "1"), fork("netty-epoll", "heap", "2"));

        assertDoesNotThrow(() -> Parity.require(plan, forks));
    }

    @Test
    void doesNotCompareWhatOnlyOneCanTell() {
        var plan = Fixtures.plan("heddle", "netty-epoll");
        var forks = List.of(fork("heddle", "nodelay", "true"), fork("netty-epoll", "loops", "2"));

        assertDoesNotThrow(() -> Parity.require(plan, forks));
    }

    private static Fork fork(String entry, String setting, String value) {
        return new Fork(entry, 1, true, Fixtures.window(1, 1), null, Map.of(setting, value));
    }
}
