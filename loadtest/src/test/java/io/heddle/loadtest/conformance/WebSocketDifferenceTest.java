package io.heddle.loadtest.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.http.websocket.ConformanceCases;
import io.heddle.http.websocket.FrameCase;
import io.heddle.http.websocket.FrameDialogue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What Heddle is told in `ConformanceTest`, told to servers that we did not write. They answer the
/// same, or it is written down why not. So the cases do not rest on our reading of the standard
/// alone.
class WebSocketDifferenceTest {

    /// What another server does is no promise of ours. So many may be off, and are printed; ours
    /// are exact.
    private static final int ODD = 4;

    private static Stream<FrameCase> all() {
        return Stream.of(ConformanceCases.PLAIN, ConformanceCases.COMPRESSED).flatMap(List::stream);
    }

    @Test
    void nettyAnswersAsItIsWritten() throws Exception {
        List<String> others = new ArrayList<>();
        try (var plain = NettyEcho.start(false);
                var compressing = NettyEcho.start(true)) {
            others.addAll(others(plain, ConformanceCases.PLAIN, Differences.NETTY));
            others.addAll(others(compressing, ConformanceCases.COMPRESSED, Differences.NETTY));
        }

        assertFew(others);
    }

    @Test
    void jettyAnswersAsItIsWritten() throws Exception {
        List<String> others = new ArrayList<>();
        try (var jetty = JettyEcho.start()) {
            others.addAll(others(jetty, all().toList(), Differences.JETTY));
        }

        assertFew(others);
    }

    private static void assertFew(List<String> others) {
        if (!others.isEmpty()) {
            System.err.println("not as it is written:" + others);
        }
        assertTrue(others.size() <= ODD, others::toString);
    }

    private static List<String> others(
            EchoServer server, List<FrameCase> cases, List<Difference> differences)
            throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        List<String> others = new ArrayList<>();
        for (FrameCase said : cases) {
            List<String> answers = FrameDialogue.with(address, said, Integer.MAX_VALUE);
            List<Difference> known = differences.stream().filter(it -> it.isOf(said)).toList();
            boolean isAsWritten =
                    known.isEmpty()
                            ? answers.equals(said.answers())
                            : Difference.outcome(said, answers).equals(known.getFirst().outcome());
            if (!isAsWritten) {
                others.add("\n" + said + ": " + answers);
            }
        }
        return others;
    }

    @Test
    void eachDifferenceIsOfOneKind() {
        List<String> wrong = new ArrayList<>();
        for (List<Difference> server : List.of(Differences.NETTY, Differences.JETTY)) {
            for (FrameCase said : all().toList()) {
                List<Difference> known = server.stream().filter(it -> it.isOf(said)).toList();
                String ours = Difference.outcome(said, said.answers());
                if (known.size() > 1 || known.stream().anyMatch(it -> it.outcome().equals(ours))) {
                    wrong.add(said.name());
                }
            }
            for (String name : server.stream().flatMap(it -> it.cases().stream()).toList()) {
                if (all().noneMatch(said -> Difference.matches(name, said.name()))) {
                    wrong.add(name);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void pageCountsThem() throws Exception {
        long netty = all().filter(said -> isOf(said, Differences.NETTY)).count();
        long jetty = all().filter(said -> isOf(said, Differences.JETTY)).count();
        String page =
                Files.readString(Path.of("..", "docs", "http-websocket.md"))
                        .replaceAll("\\s+", " ");

        for (String sentence :
                List.of(
                        "%d cases".formatted(all().count()),
                        "Netty differs in %d".formatted(netty),
                        "Jetty in %d".formatted(jetty))) {
            assertTrue(page.contains(sentence), sentence);
        }
    }

    private static boolean isOf(FrameCase said, List<Difference> differences) {
        return differences.stream().anyMatch(it -> it.isOf(said));
    }
}
