package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server whose process has run out of descriptors: a process of its own, whose limit is lowered
/// while it runs. `-Dheddle.soak.seconds=20` makes each exhaustion last that long.
@Timeout(180)
class DescriptorExhaustionTest {

    private static final Duration EXHAUSTION =
            Duration.ofSeconds(Integer.getInteger("heddle.soak.seconds", 2));
    private static final Duration RECOVERY = Duration.ofMillis(1_500);

    /// A twentieth of the time; and a process as young as this one still compiles.
    private static final Duration CPU_OF_A_QUIET_SERVER = EXHAUSTION.dividedBy(20).plusMillis(100);

    private static final int OLD_PEERS = 20;
    private static final int WAITING_PEERS = 50;

    @Test
    void endsNeitherTheListenerNorItsConnections() throws Exception {
        try (var child = ChildJvm.start(ExhaustedServer.class)) {
            survivesExhaustion(child);
        }
    }

    @Test
    void isLoggedThoughTheFirstLineOfTheProcessIsWrittenThen(@TempDir Path directory)
            throws Exception {
        Path warningsOnly = directory.resolve("logging.properties");
        Files.writeString(
                warningsOnly,
                """
                handlers = java.util.logging.ConsoleHandler
                .level = WARNING
                """);
        String option = "-Djava.util.logging.config.file=" + warningsOnly;
        try (var child = ChildJvm.start(ExhaustedServer.class, option)) {
            survivesExhaustion(child);

            assertTrue(child.errors().contains("cannot accept (DESCRIPTORS"), child::errors);
        }
    }

    @Test
    void isRecordedThoughTheRecordingBeganAfterTheServer(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("exhausted.jfr");
        String silently = "-Xlog:disable"; // the recorder, too, complains of the descriptors
        try (var child = ChildJvm.start(ExhaustedServer.class, silently)) {
            int port = port(child);
            var limit = DescriptorLimit.of(child.handle());
            jcmd(child, "JFR.start");

            limit.exhaust();
            try (var waiting = TestPeer.connect(TestPeer.loopback(port))) {
                waiting.send("hello");
                eventually().until(() -> child.ask("accept failures").startsWith("at least once"));
                limit.release();
                waiting.expect("hello");
            }
            jcmd(child, "JFR.dump", "filename=" + file);
        }

        List<RecordedEvent> events = FlightRecording.read(file);
        assertTrue(
                events.stream().anyMatch(DescriptorExhaustionTest::isExhaustion),
                () -> "" + events);
    }

    private static boolean isExhaustion(RecordedEvent event) {
        return event.getEventType().getName().equals("io.heddle.AcceptError")
                && event.getString("kind").equals("DESCRIPTORS");
    }

    private static void jcmd(ChildJvm child, String... command) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(child.handle().pid() + "");
        line.addAll(List.of(command));
        run(line);
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), UTF_8).strip();
            assertEquals(0, process.waitFor(), text);
            return text;
        }
    }

    private static int port(ChildJvm child) throws InterruptedException {
        return Integer.parseInt(child.awaitLine("port "));
    }

    private static void survivesExhaustion(ChildJvm child) throws Exception {
        int port = port(child);
        var limit = DescriptorLimit.of(child.handle());
        try (var old = Peers.connected(OLD_PEERS, port)) {
            old.all().forEach(peer -> peer.echo("before"));
            child.ask("accept failures");

            limit.exhaust();
            try (var waiting = Peers.connected(WAITING_PEERS, port)) {
                waiting.all().forEach(peer -> peer.send("hello"));
                eventually().until(() -> child.ask("accept failures").startsWith("at least once"));
                Duration cpuBefore = cpuTime(child);
                old.all().getFirst().expectNothingFor(EXHAUSTION);
                Duration cpu = cpuTime(child).minus(cpuBefore);
                old.all().forEach(peer -> peer.echo("meanwhile"));
                String failures = child.ask("accept failures");

                limit.release();
                long released = System.nanoTime();
                waiting.all().forEach(peer -> peer.expect("hello"));
                TestPeer.connect(TestPeer.loopback(port)).echo("new").close();
                Duration recovery = Duration.ofNanos(System.nanoTime() - released);

                assertEquals("at least once, at most once a second", failures);
                assertTrue(recovery.compareTo(RECOVERY) < 0, "recovered after " + recovery);
                assertTrue(cpu.compareTo(CPU_OF_A_QUIET_SERVER) < 0, "took " + cpu + " of CPU");
                old.all().forEach(peer -> peer.echo("afterwards"));
            }
        }
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
    private record DescriptorLimit(long pid, String usual) {

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
            return DescriptorExhaustionTest.run(command);
        }
    }

    /// The server: an echo with the default observer, told by lines.
    static final class ExhaustedServer {

        private ExhaustedServer() {}

        public static void main(String[] args) throws IOException {
            var failures = new AcceptFailures();
            ServerConfig config =
                    ServerConfig.on(TestPeer.loopback(0))
                            .withName("exhausted")
                            .withObserver(failures);
            try (var server = SocketServer.start(config, Servers.ECHO);
                    var commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
                System.out.println("port " + server.port());
                while (commands.readLine() != null) {
                    System.out.println(failures.summary());
                }
            }
        }
    }

    /// How often failures were reported.
    private static final class AcceptFailures implements ServerObserver {

        private static final long SECOND_NANOS = 1_000_000_000;

        private long last; // guarded by this
        private int reports; // guarded by this
        private boolean tooOften; // guarded by this

        @Override
        public synchronized void acceptFailed(
                String listener, AcceptFailure kind, long failures, Throwable cause) {
            long now = System.nanoTime();
            tooOften |= reports > 0 && now - last < SECOND_NANOS * 9 / 10;
            reports++;
            last = now;
        }

        synchronized String summary() {
            return (reports > 0 ? "at least once" : "never")
                    + (tooOften ? ", more than once a second" : ", at most once a second");
        }
    }
}
