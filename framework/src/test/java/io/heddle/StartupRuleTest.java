package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule: when it finds something, what it says, and when it does not.
class StartupRuleTest {

    private static final ServerConfig CONFIG = ServerConfig.on(TestPeer.loopback(0));
    private static final StartupFacts FINE =
            new StartupFacts(Runtime.Version.parse("25.0.4"), 2, 2, 1_000_000L, 4096);
    private static final StartupFacts UNKNOWN =
            new StartupFacts(Runtime.Version.parse("25.0.4"), 2, null, null, null);

    @ParameterizedTest
    @EnumSource(StartupRule.class)
    void findsNothingWhereAllIsFine(StartupRule rule) {
        assertNull(rule.find(FINE, CONFIG));
    }

    @ParameterizedTest
    @EnumSource(StartupRule.class)
    void findsNothingWhereNothingIsKnown(StartupRule rule) {
        ServerConfig greedy =
                ServerConfig.on(ListenerConfig.on(TestPeer.loopback(0)).withBacklog(1_000_000))
                        .withPollers(64)
                        .withLimits(Limits.DEFAULT.withMaxConnections(2_000_000_000));

        assertNull(rule.find(UNKNOWN, greedy));
    }

    @Nested
    class Jdk {

        @ParameterizedTest
        @ValueSource(strings = {"25", "25.0.1", "25.0.2+10-LTS", "25.0.2.0.1", "25-ea"})
        void isKnownToLoseParkedThreads(String version) {
            assertNotNull(find(StartupRule.JDK_8369227, version));
        }

        @ParameterizedTest
        @ValueSource(strings = {"25.0.3", "25.0.3+9-LTS", "25.1", "26", "26.0.1", "27"})
        void isFreeOfLostParkedThreads(String version) {
            assertNull(find(StartupRule.JDK_8369227, version));
        }

        @ParameterizedTest
        @ValueSource(strings = {"25", "25.0.2", "25.0.3+9-LTS", "26", "26+35"})
        void isKnownToLoseBlockedThreads(String version) {
            assertNotNull(find(StartupRule.JDK_8373120, version));
        }

        @ParameterizedTest
        @ValueSource(strings = {"25.0.4", "25.0.10", "25.1", "26.0.1", "26.0.2+1", "27", "27-ea"})
        void isFreeOfLostBlockedThreads(String version) {
            assertNull(find(StartupRule.JDK_8373120, version));
        }

        @Test
        void isNamedWithTheOneToUpdateTo() {
            assertEquals(
                    "JDK 25.0.2 has JDK-8369227: a virtual thread that waits after a wait with a"
                            + " timeout may never wake, and its connection hangs; update to 25.0.3"
                            + " or newer",
                    find(StartupRule.JDK_8369227, "25.0.2").message());
            assertEquals(
                    "JDK 25.0.3 has JDK-8373120, unless its vendor fixed it early: a virtual thread"
                            + " may wait for ever to enter a synchronized block, and its connection"
                            + " hangs; update to 25.0.4 or newer",
                    find(StartupRule.JDK_8373120, "25.0.3").message());
            assertEquals(
                    "JDK 26.0.0 has JDK-8373120, unless its vendor fixed it early: a virtual thread"
                            + " may wait for ever to enter a synchronized block, and its connection"
                            + " hangs; update to 26.0.1 or newer",
                    find(StartupRule.JDK_8373120, "26").message());
        }

        private static StartupFinding find(StartupRule rule, String version) {
            var facts = new StartupFacts(Runtime.Version.parse(version), 2, 2, 1_000_000L, 4096);
            return rule.find(facts, CONFIG);
        }
    }

    @Nested
    class Carriers {

        @Test
        void areFewerThanProcessors() {
            assertEquals(
                    new StartupFinding(
                            "carriers",
                            "3 carriers for 4 processors: handlers use no more than 3 processors;"
                                    + " raise or remove -Djdk.virtualThreadScheduler.parallelism and"
                                    + " maxPoolSize"),
                    StartupRule.CARRIERS.find(facts(3, 4), CONFIG));
        }

        @Test
        void areJustOne() {
            assertEquals(
                    new StartupFinding(
                            "carriers",
                            "1 carrier for 2 processors: one handler that computes stops all"
                                    + " others; raise or remove"
                                    + " -Djdk.virtualThreadScheduler.parallelism and maxPoolSize"),
                    StartupRule.CARRIERS.find(facts(1, 2), CONFIG));
        }

        @ParameterizedTest
        @CsvSource({"1, 1", "4, 4", "5, 4"})
        void areEnough(int carriers, int processors) {
            assertNull(StartupRule.CARRIERS.find(facts(carriers, processors), CONFIG));
        }

        @Test
        void areFewerThanPollers() {
            assertEquals(
                    new StartupFinding(
                            "pollers",
                            "3 pollers for 2 carriers: pollers are virtual threads and wait for each"
                                    + " other; lower pollers to 2 or less"),
                    StartupRule.POLLERS.find(facts(2, 2), CONFIG.withPollers(3)));
        }

        @Test
        void areAsManyAsPollers() {
            assertNull(StartupRule.POLLERS.find(facts(2, 2), CONFIG.withPollers(2)));
        }

        private static StartupFacts facts(int carriers, int processors) {
            return new StartupFacts(FINE.jdk(), processors, carriers, 1_000_000L, 4096);
        }
    }

    @Nested
    class Descriptors {

        private static final int NEEDED = 100 + 1 + StartupRule.RESERVE; // connections, listener
        private static final ServerConfig HUNDRED =
                CONFIG.withLimits(Limits.DEFAULT.withMaxConnections(100));

        @Test
        void areBelowTheLimitOfConnections() {
            assertEquals(
                    new StartupFinding(
                            "descriptor-limit",
                            "descriptor limit 20000 is below 65601, which is maxConnections 65536"
                                    + " and 65 for all else: peers beyond some 19935 connections"
                                    + " cannot be accepted; raise it (ulimit -n) or lower"
                                    + " maxConnections"),
                    find(20_000, CONFIG));
        }

        @Test
        void sufficeToTheLastOne() {
            assertNotNull(find(NEEDED - 1, HUNDRED));
            assertNull(find(NEEDED, HUNDRED));
        }

        @Test
        void areNeededForEachListener() {
            ServerConfig two = HUNDRED.withListener(other());

            assertNotNull(find(NEEDED, two));
            assertNull(find(NEEDED + 1, two));
        }

        @Test
        void areNeededForTheQueueOfEachListener() {
            AtLimit queue = new AtLimit.Queue(10, Duration.ofSeconds(1), "");
            ServerConfig queues =
                    HUNDRED.withLimits(HUNDRED.limits().withAtLimit(queue)).withListener(other());

            assertNotNull(find(NEEDED + 1 + 19, queues));
            assertNull(find(NEEDED + 1 + 20, queues));
        }

        @Test
        void areNeededForTheQueueThatOnlyOneListenerHas() {
            AtLimit queue = new AtLimit.Queue(10, Duration.ofSeconds(1), "");
            ServerConfig queues =
                    HUNDRED.withListener(
                            other().withLimits(ListenerLimits.NONE.withAtLimit(queue)));

            assertNotNull(find(NEEDED + 1 + 9, queues));
            assertNull(find(NEEDED + 1 + 10, queues));
        }

        @Test
        void areNotNeededForConnectionsThatNoListenerTakes() {
            ServerConfig small =
                    ServerConfig.on(
                            other().withLimits(ListenerLimits.NONE.withMaxConnections(100)));

            assertNotNull(find(NEEDED - 1, small));
            assertNull(find(NEEDED, small));
        }

        @Test
        void areTheOnlyLimitWhereConnectionsHaveNone() {
            assertNull(
                    find(
                            10,
                            CONFIG.withLimits(
                                    Limits.DEFAULT.withMaxConnections(Limits.UNLIMITED))));
        }

        @Test
        void mayBeUnlimited() {
            assertNull(
                    find(
                            StartupFacts.UNLIMITED,
                            CONFIG.withLimits(
                                    Limits.DEFAULT.withMaxConnections(Limits.UNLIMITED - 1))));
        }

        @Test
        void mayNotSufficeForAnyConnection() {
            String message = find(10, HUNDRED).message();

            assertEquals(
                    "peers beyond some 0 connections cannot be accepted",
                    message.substring(message.indexOf("peers"), message.indexOf(';')));
        }

        private static ListenerConfig other() {
            return ListenerConfig.on(TestPeer.loopback(0)).withName("other");
        }

        private static StartupFinding find(long descriptors, ServerConfig config) {
            return StartupRule.DESCRIPTOR_LIMIT.find(
                    new StartupFacts(FINE.jdk(), 2, 2, descriptors, 4096), config);
        }
    }

    @Nested
    class Backlog {

        @Test
        void isAboveWhatTheSystemGrants() {
            assertEquals(
                    new StartupFinding(
                            "backlog",
                            "backlog 129 of listener front is above somaxconn 128: the system cuts"
                                    + " it to that, and a burst of more peers is delayed or lost;"
                                    + " raise it (sysctl net.core.somaxconn) or lower the backlog"),
                    find(128, ServerConfig.on(listener("front", 129))));
        }

        @Test
        void isWhatTheSystemGrants() {
            assertNull(find(128, ServerConfig.on(listener("front", 128))));
        }

        @Test
        void isToldOnceForAllListeners() {
            ServerConfig several =
                    ServerConfig.on(
                            listener("fine", 100), listener("high", 200), listener("higher", 300));

            String message = find(128, several).message();

            assertEquals(
                    "backlog 300 of listener higher (and of 1 more) is above somaxconn 128",
                    message.substring(0, message.indexOf(':')));
        }

        @Test
        void isToldInOneLineWhateverTheListenerIsCalled() {
            String message = find(128, ServerConfig.on(listener("a\r\nb\nc", 200))).message();

            assertFalse(message.contains("\n") || message.contains("\r"), message);
        }

        private static ListenerConfig listener(String name, int backlog) {
            return ListenerConfig.on(TestPeer.loopback(0)).withName(name).withBacklog(backlog);
        }

        private static StartupFinding find(int somaxconn, ServerConfig config) {
            return StartupRule.BACKLOG.find(
                    new StartupFacts(FINE.jdk(), 2, 2, 1_000_000L, somaxconn), config);
        }
    }
}
