package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Requirement;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The sample `dns`, asked with `dig`.
class DigTest {

    private static TestZone zone;
    private static SampleProcess dns;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        boolean found =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "dig")));
        Requirement.hold(found, "dig");
        zone = TestZone.start();
        dns = SampleProcess.start("dns", "--port=0", "--forward", zone.address());
        port = dns.readPort();
    }

    @AfterAll
    static void stop() throws Exception {
        if (zone != null) {
            dns.close();
            zone.close();
        }
    }

    @Test
    void addressesOfBothFamiliesAreFound() throws Exception {
        assertEquals("192.0.2.1\n", dig("+short", "host.example", "A"));
        assertEquals("2001:db8::1\n", dig("+short", "host.example", "AAAA"));
        assertEquals("192.0.2.1\n", dig("+short", "+noedns", "host.example", "A"));
        assertEquals("192.0.2.1\n", dig("+short", "+tcp", "host.example", "A"));
        assertEquals("192.0.2.3\n", dig("+short", "+norec", "recursive.example", "A"));
    }

    @Test
    void aNameThatIsNotThereIsAskedForOnce() throws Exception {
        String first = dig("missing.example");
        String second = dig("missing.example");

        assertTrue(first.contains("status: NXDOMAIN"), first);
        assertTrue(second.contains("status: NXDOMAIN"), second);
        assertTrue(second.contains("SOA"), second);
        assertEquals(1, zone.questions("missing.example."));
    }

    @Test
    void whatIsTooLargeComesOverTcp() throws Exception {
        String truncated = dig("+ignore", "large.example", "TXT");
        String retried = dig("large.example", "TXT");

        assertTrue(truncated.contains("flags: qr tc rd ra;"), truncated);
        assertTrue(retried.contains("Truncated, retrying in TCP mode"), retried);
        assertTrue(retried.contains("ANSWER: " + TestZone.LONG_TEXTS + ","), retried);
        assertEquals(
                TestZone.LONG_TEXTS,
                dig("+short", "large.example", "TXT")
                        .lines()
                        .filter(line -> line.contains(TestZone.LONG_TEXT))
                        .count());
    }

    @Test
    void aFailureIsToldAsOne() throws Exception {
        String answer = dig("broken.example");

        assertTrue(answer.contains("status: SERVFAIL"), answer);
    }

    private static String dig(String... question) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("dig", "@127.0.0.1", "-p", "" + port, "+tries=1", "+timeout=10"));
        command.addAll(List.of(question));
        Process dig = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            dig.getOutputStream().close();
            return new String(dig.getInputStream().readAllBytes(), UTF_8);
        } finally {
            dig.destroyForcibly().waitFor();
        }
    }
}
