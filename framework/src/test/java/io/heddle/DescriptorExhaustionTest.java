package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ExhaustedServer.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose process has run out of descriptors: a process of its own. Either its limit is
/// lowered below what it has open, so that not even the spare descriptor helps, and peers wait; or
/// it opens all that it may, and peers are turned away by the spare one.
///
/// `-Dheddle.rounds=10` exhausts it as often, `-Dheddle.soak.seconds=20` as long each time.
@Timeout(300)
class DescriptorExhaustionTest {

    private static final int ROUNDS = Integer.getInteger("heddle.rounds", 1);
    private static final Duration EXHAUSTION =
            Duration.ofSeconds(Integer.getInteger("heddle.soak.seconds", 2));
    private static final Duration RECOVERY = Duration.ofSeconds(3);

    /// The longest pause of a listener that cannot accept, and what a busy machine adds.
    private static final Duration TURNED_AWAY = Duration.ofSeconds(3);

    /// A twentieth of the time; and a process as young as this one still compiles, some of it late
    /// on a busy machine. One that spins takes all of the time.
    private static final Duration CPU_OF_A_QUIET_SERVER = EXHAUSTION.dividedBy(20).plusMillis(600);

    private static final int OLD_PEERS = 20;
    private static final int WAITING_PEERS = 150;
    private static final int LIMIT = 400;
    private static final int LOW_LIMIT = 150;

    @Test
    void peersWaitWhenNotEvenTheSpareDescriptorHelps() throws Exception {
        try (var child = ChildJvm.start(ExhaustedServer.class)) {
            int port = port(child);
            for (int round = 0; round < ROUNDS; round++) {
                peersWait(child, port);
            }
        }
    }

    @Test
    void isLoggedThoughTheFirstLineOfTheProcessIsWrittenThen(@TempDir Path directory)
            throws Exception {
        try (var child = ChildJvm.start(ExhaustedServer.class, warningsOnly(directory))) {
            peersWait(child, port(child));

            assertTrue(child.errors().contains("cannot accept (DESCRIPTORS"), child::errors);
        }
    }

    @Test
    void peersAreTurnedAwayWhenTheProcessHasNoDescriptorLeft() throws Exception {
        try (var child = startLimited(LIMIT)) {
            int port = port(child);
            for (int round = 0; round < ROUNDS; round++) {
                peersAreTurnedAway(child, port);
            }
        }
    }

    @Test
    void turningAwayIsLoggedThoughTheFirstLineOfTheProcessIsWrittenThen(@TempDir Path directory)
            throws Exception {
        try (var child = startLimited(LIMIT, warningsOnly(directory))) {
            peersAreTurnedAway(child, port(child));

            assertTrue(child.errors().contains("cannot accept (DESCRIPTORS"), child::errors);
        }
    }

    @Test
    void thoseWhoAreTurnedAwayAtTheLimitDoNotExhaustIt() throws Exception {
        try (var child = startLimited(LOW_LIMIT, "-Dplaces=1")) {
            int port = port(child);
            try (var inside = TestPeer.connect(TestPeer.loopback(port)).echo("in");
                    var refused = Peers.connected(2 * LOW_LIMIT, port)) {
                refused.all().forEach(peer -> peer.expect("full").expectEnd());

                inside.echo("meanwhile").leave();
                isServedSoon(port, System.nanoTime());
                assertEquals(0, ExhaustedServer.ask(child).turnedAway());
            }
        }
    }

    private static int port(ChildJvm child) throws Exception {
        return Integer.parseInt(child.awaitLine("port "));
    }

    private static String warningsOnly(Path directory) throws IOException {
        Path file = directory.resolve("logging.properties");
        Files.writeString(
                file,
                """
                handlers = java.util.logging.ConsoleHandler
                .level = WARNING
                """);
        return "-Djava.util.logging.config.file=" + file;
    }

    private static ChildJvm startLimited(int limit, String... options) throws Exception {
        Requirement.hold(DescriptorLimit.isThere(), "the command prlimit");
        List<String> launcher = List.of("prlimit", "--nofile=" + limit + ":" + limit);
        return ChildJvm.start(Map.of(), launcher, ExhaustedServer.class, options);
    }

    private static void peersWait(ChildJvm child, int port) throws Exception {
        var limit = DescriptorLimit.of(child.handle());
        try (var old = Peers.connected(OLD_PEERS, port)) {
            old.all().forEach(peer -> peer.echo("before"));
            Told before = ExhaustedServer.ask(child);

            limit.exhaust();
            try (var waiting = Peers.connected(WAITING_PEERS, port)) {
                waiting.all().forEach(peer -> peer.send("hello"));
                awaitFailure(child, before);
                staysQuiet(child, old);
                Told told = ExhaustedServer.ask(child);

                limit.release();
                long released = System.nanoTime();
                waiting.all().forEach(peer -> peer.expect("hello"));
                isServedSoon(port, released);

                assertFalse(told.tooOften(), "told more than once a second");
                assertEquals(0, told.turnedAway());
                old.all().forEach(peer -> peer.echo("afterwards"));
            }
        }
    }

    private static void peersAreTurnedAway(ChildJvm child, int port) throws Exception {
        try (var old = Peers.connected(OLD_PEERS, port)) {
            old.all().forEach(peer -> peer.echo("before"));
            Told before = ExhaustedServer.ask(child);
            long descriptorsBefore = descriptors(child);

            ExhaustedServer.exhaust(child);
            try (var refused = Peers.connected(WAITING_PEERS, port)) {
                long connected = System.nanoTime();
                refused.all().forEach(DescriptorExhaustionTest::expectRefusal);
                Duration took = Duration.ofNanos(System.nanoTime() - connected);
                awaitFailure(child, before);
                staysQuiet(child, old);
                Told told = ExhaustedServer.ask(child);
                try (var late = TestPeer.connect(TestPeer.loopback(port))) {
                    expectRefusal(late);
                }

                ExhaustedServer.release(child);
                isServedSoon(port, System.nanoTime());

                assertTrue(took.compareTo(TURNED_AWAY) < 0, "turned away after " + took);
                assertEquals(WAITING_PEERS, told.turnedAway() - before.turnedAway());
                assertFalse(told.tooOften(), "told more than once a second");
                old.all().forEach(peer -> peer.echo("afterwards"));
                eventually().until(() -> descriptors(child) <= descriptorsBefore + 2);
            }
        }
    }

    private static long descriptors(ChildJvm child) throws IOException {
        try (var open = Files.list(Path.of("/proc", child.handle().pid() + "", "fd"))) {
            return open.count();
        }
    }

    /// The end or a reset, whatever the server could manage.
    private static void expectRefusal(TestPeer peer) {
        try {
            peer.expectEnd();
        } catch (UncheckedIOException reset) {
            assertEquals("Connection reset", reset.getCause().getMessage());
        }
    }

    private static void awaitFailure(ChildJvm child, Told before) {
        eventually().until(() -> ExhaustedServer.ask(child).failures() > before.failures());
    }

    /// While it lasts, those who were there before are served, and it costs next to nothing.
    private static void staysQuiet(ChildJvm child, Peers old) {
        Duration before = cpuTime(child);
        old.all().getFirst().expectNothingFor(EXHAUSTION);
        Duration cpu = cpuTime(child).minus(before);
        old.all().forEach(peer -> peer.echo("meanwhile"));

        assertTrue(cpu.compareTo(CPU_OF_A_QUIET_SERVER) < 0, "took " + cpu + " of CPU");
    }

    private static void isServedSoon(int port, long releasedAt) {
        TestPeer served = null;
        while (served == null) { // one that comes at this very moment may still be turned away
            var peer = TestPeer.connect(TestPeer.loopback(port));
            try {
                served = peer.echo("new");
            } catch (UncheckedIOException | AssertionError turnedAway) {
                peer.close();
            }
        }
        served.close();
        Duration recovery = Duration.ofNanos(System.nanoTime() - releasedAt);

        assertTrue(recovery.compareTo(RECOVERY) < 0, "recovered after " + recovery);
    }

    private static Duration cpuTime(ChildJvm child) {
        return child.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private record Peers(List<TestPeer> all) implements AutoCloseable {

        static Peers connected(int count, int port) {
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                peers.add(TestPeer.connect(TestPeer.loopback(port)));
            }
            return new Peers(peers);
        }

        @Override
        public void close() {
            all.forEach(TestPeer::close);
        }
    }

    /// The limit of open descriptors of another process.
    record DescriptorLimit(long pid, String usual) {

        private static final String NONE_LEFT = "4";

        static DescriptorLimit of(ProcessHandle process) throws Exception {
            Requirement.hold(isThere(), "the command prlimit");
            String usual =
                    run("--pid", process.pid() + "", "--nofile", "-o", "SOFT", "--noheadings");
            return new DescriptorLimit(process.pid(), usual);
        }

        private static boolean isThere() throws Exception {
            try {
                run("--version");
                return true;
            } catch (IOException notFound) {
                return false;
            }
        }

        void exhaust() throws Exception {
            set(NONE_LEFT);
        }

        void release() throws Exception {
            set(usual);
        }

        private void set(String soft) throws Exception {
            run("--pid", pid + "", "--nofile=" + soft + ":");
        }

        private static String run(String... options) throws Exception {
            List<String> command = new ArrayList<>(List.of("prlimit"));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), UTF_8).strip();
                assertEquals(0, process.waitFor(), text);
                return text;
            }
        }
    }
}
