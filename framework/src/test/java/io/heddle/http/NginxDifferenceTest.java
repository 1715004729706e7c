package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Odd requests, what Heddle makes of each, what nginx makes of it, and why that is not the same.
class NginxDifferenceTest {

    private static final String RECORDED = "nginx/1.22.";

    @TempDir private Path folder;

    @Test
    void heddleJudgesAsItIsWritten() throws Exception {
        try (var server = HttpServers.start(HttpServers.MIRROR)) {
            List<String> others = others(TestPeer.loopback(server.port()), OddRequest::heddle);

            assertEquals(List.of(), others);
        }
    }

    /// Exactly, where it is the version of which the verdicts are; another one may judge a tenth
    /// differently, and what it judges differently is printed.
    @Test
    void nginxJudgesAsItIsWritten() throws Exception {
        try (var nginx = Nginx.start(folder)) {
            List<String> others = others(nginx.address(), OddRequest::nginx);

            String version = Nginx.version(folder);
            if (version.contains(RECORDED)) {
                assertEquals(List.of(), others);
            } else {
                System.err.println("another " + version + others);
                assertTrue(others.size() <= OddRequest.all().size() / 10, others::toString);
            }
        }
    }

    private static List<String> others(
            InetSocketAddress server, Function<OddRequest, Verdict> recorded) throws IOException {
        List<String> others = new ArrayList<>();
        for (OddRequest odd : OddRequest.all()) {
            Verdict expected = recorded.apply(odd);
            Verdict verdict = Verdict.of(server, odd.bytes(), expected);
            if (!verdict.equals(expected)) {
                others.add("\n" + odd + ": " + verdict + ", not " + expected);
            }
        }
        return others;
    }

    @Test
    void eachDifferenceIsExplainedAndNothingElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OddRequest odd : OddRequest.all()) {
            boolean differs = !odd.heddle().equals(odd.nginx());
            if (differs == odd.why().isEmpty() || !names.add(odd.name())) {
                wrong.add(odd.name());
            }
        }

        assertEquals(List.of(), wrong);
    }

    /// Bytes behind a refused request must not be read as another one.
    @Test
    void everyRefusalOfAMessageEndsItsConnection() throws Exception {
        for (OddRequest odd : OddRequest.all()) {
            boolean ends = odd.heddle().ending() != Verdict.Ending.GOES_ON;
            assertEquals(odd.heddle().isRefusal(), ends && !isServed(odd), odd.name());
        }
    }

    private static boolean isServed(OddRequest odd) {
        return odd.heddle().statuses().endsWith("200");
    }

    @Test
    void pageOfLimitsCountsThem() throws Exception {
        List<OddRequest> all = OddRequest.all();
        long agreed = all.stream().filter(odd -> odd.heddle().equals(odd.nginx())).count();
        List<OddRequest> others = all.stream().filter(odd -> !odd.why().isEmpty()).toList();
        long stricter = count(others, true, false);
        long laxer = count(others, false, true);
        long both = count(others, true, true);
        String page =
                Files.readString(Path.of("..", "docs", "http-limits.md")).replaceAll("\\s+", " ");

        for (String sentence :
                List.of(
                        "has %d odd requests".formatted(all.size()),
                        "In %d they agree".formatted(agreed),
                        "The %d others".formatted(others.size()),
                        "nginx does not (%d):".formatted(stricter),
                        "Heddle does not (%d):".formatted(laxer),
                        "with another status (%d):".formatted(both))) {
            assertTrue(page.contains(sentence), sentence);
        }
    }

    private static long count(List<OddRequest> all, boolean heddle, boolean nginx) {
        return all.stream()
                .filter(odd -> odd.heddle().isRefusal() == heddle)
                .filter(odd -> odd.nginx().isRefusal() == nginx)
                .count();
    }
}
