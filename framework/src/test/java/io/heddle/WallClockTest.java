package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The wall clock jumps by hours, forwards and backwards: nothing moves. The clock is that of
/// `libfaketime`, put under a process that serves.
@Timeout(120)
class WallClockTest {

    private static final int JUMPS = 10;
    private static final int PEERS = 50;
    private static final Duration IDLE = Duration.ofSeconds(5); // a busy machine jumps slowly

    @TempDir private Path directory;

    @Test
    void movesNoTimeout() throws Exception {
        Optional<Path> library = fakeTime();
        assumeTrue(library.isPresent(), "skipped: libfaketime is not installed");
        Path clock = directory.resolve("clock");
        Files.writeString(clock, "+0");
        Map<String, String> environment =
                Map.of(
                        "LD_PRELOAD", library.get().toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_NO_CACHE", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "DONT_FAKE_MONOTONIC", "1");
        String[] options = TimedServer.options(Timeouts.DEFAULT.withIdle(IDLE));
        try (var child = ChildJvm.start(environment, TimedServer.class, options)) {
            var server = TestPeer.loopback(Integer.parseInt(child.awaitLine("")));
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                peers.add(TestPeer.connect(server).echo("hello"));
            }

            for (int i = 0; i < JUMPS; i++) {
                long before = childTime(child);
                Files.writeString(clock, i % 2 == 0 ? "+3600" : "-7200");
                long jumped = Math.abs(childTime(child) - before);

                assertTrue(jumped > Duration.ofMinutes(50).toMillis(), "jumped by " + jumped);
                peers.forEach(peer -> peer.echo("still here"));
            }

            long silentSince = System.nanoTime();
            peers.forEach(TestPeer::expectEnd);
            Duration silent = Duration.ofNanos(System.nanoTime() - silentSince);
            assertTrue(silent.compareTo(IDLE.minusMillis(500)) > 0, "ended after " + silent);
            assertTrue(silent.compareTo(IDLE.multipliedBy(4)) < 0, "ended after " + silent);
            assertEquals(PEERS, peers.size());
            peers.forEach(TestPeer::close);
        }
    }

    private static long childTime(ChildJvm child) throws InterruptedException {
        String answer = child.ask("?");
        return Long.parseLong(answer.substring(answer.indexOf(' ') + 1));
    }

    private static Optional<Path> fakeTime() throws Exception {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> directories = Files.list(libraries)) {
            return Stream.concat(Stream.of(libraries), directories)
                    .map(path -> path.resolve("faketime").resolve("libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }
}
