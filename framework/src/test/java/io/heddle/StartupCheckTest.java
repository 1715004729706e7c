package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartupCheckTest {

    private static final StartupFacts ALL_WRONG =
            new StartupFacts(Runtime.Version.parse("25.0.2"), 2, 1, 100L, 128);

    private static final ServerConfig CONFIG = ServerConfig.on(TestPeer.loopback(0)).withPollers(2);

    @Test
    void tellsAllThatIsWrong() {
        var check = new StartupCheck(() -> ALL_WRONG);

        assertEquals(
                List.of(
                        "jdk-8369227",
                        "jdk-8373120",
                        "carriers",
                        "pollers",
                        "descriptor-limit",
                        "backlog"),
                rules(check.check(CONFIG)));
    }

    @Test
    void tellsWhatIsWrongWithTheProcessOnce() {
        var check = new StartupCheck(() -> ALL_WRONG);
        check.check(CONFIG);

        List<StartupFinding> second = check.check(CONFIG);

        assertEquals(List.of("pollers", "descriptor-limit", "backlog"), rules(second));
        assertEquals(second, check.check(CONFIG));
    }

    @Test
    void keepsWhatItTellsOnceForServerThatIsObserved() {
        var check = new StartupCheck(() -> ALL_WRONG);

        assertEquals(List.of(), check.check(CONFIG.withObservers(List.of())));

        assertTrue(rules(check.check(CONFIG)).contains("carriers"));
    }

    @Test
    void tellsNothingWhenLookingFails() {
        var check =
                new StartupCheck(() -> {
                    throw new NoClassDefFoundError("no descriptors");
                });

        assertEquals(List.of(), check.check(CONFIG));
    }

    @Test
    void looksAtThisProcess() throws Exception {
        String[] options = CheckedProcess.options("1", null, "-XX:ActiveProcessorCount=2");
        try (var child = ChildJvm.start(CheckedProcess.class, options)) {
            child.ask("start");

            String first = child.ask("check");
            String second = child.ask("check");

            assertTrue(first.contains("carriers"), first);
            assertFalse(second.contains("carriers"), second);
        }
    }

    /// Neither at start nor later does a server need the JDK's management, which is slow to load.
    @Test
    void needsNoModuleButTheBase() throws Exception {
        String[] options =
                CheckedProcess.options(
                        "1", null, "--limit-modules=java.base", "-XX:ActiveProcessorCount=2");
        try (var child = ChildJvm.start(CheckedProcess.class, options)) {
            String found = child.ask("check");

            assertTrue(found.contains("carriers"), found);
        }
    }

    private static List<String> rules(List<StartupFinding> findings) {
        return findings.stream().map(StartupFinding::rule).toList();
    }
}
