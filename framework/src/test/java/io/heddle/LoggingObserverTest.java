package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoggingObserverTest {

    private static final Pattern FINDING = Pattern.compile(" \\[[a-z]+(-[a-z0-9]+)*]$");

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LogInMemory log = new LogInMemory();
    private final ManualClock clock = new ManualClock();
    private final LoggingObserver observer = new LoggingObserver(log, clock);

    /// What was logged, but for what is wrong with the machine that the test runs on.
    private List<String> lines() {
        return log.lines().stream().filter(line -> !FINDING.matcher(line).find()).toList();
    }

    @Test
    void logsStartAndStopAndNothingForGoodConnections() throws Exception {
        int port;
        try (var server = Servers.start(Servers.ECHO, observer)) {
            port = server.port();
            TestPeer.connect(server).echo("hello").halfClose().expectEnd().close();
        }

        assertEquals(
                List.of("DEBUG heddle listens on 127.0.0.1:" + port, "DEBUG heddle has stopped"),
                lines());
    }

    @Test
    void logsFailingHandlersWithTheirStackTrace() throws Exception {
        var failure = new IllegalStateException("on purpose");
        ConnectionHandler failing =
                _ -> {
                    throw failure;
                };
        try (var server = Servers.start(failing, observer);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd().leave();

            eventually().until(() -> lines().size() == 2);
            String line = lines().getLast();
            assertTrue(line.startsWith("WARNING handler of connection-1 of 127.0.0.1:"), line);
            assertSame(failure, log.thrown().getFirst());
        }
    }

    @Test
    void saysHowOftenAcceptingFailed() {
        observer.acceptFailed("main", AcceptFailure.DESCRIPTORS, 7, tooManyOpenFiles());

        assertEquals(
                List.of(
                        "WARNING main cannot accept (DESCRIPTORS, 7 times since the last report):"
                                + " Too many open files"),
                lines());
    }

    @Test
    void addsFailuresToAcceptThatWereLeftOutToTheNextCount() {
        observer.acceptFailed("main", AcceptFailure.DESCRIPTORS, 7, tooManyOpenFiles());
        observer.acceptFailed("main", AcceptFailure.DESCRIPTORS, 1_000, tooManyOpenFiles());
        observer.acceptFailed("other", AcceptFailure.DESCRIPTORS, 1, tooManyOpenFiles());
        clock.advance(SECOND);
        observer.acceptFailed("main", AcceptFailure.DESCRIPTORS, 5, tooManyOpenFiles());

        assertEquals(
                List.of("main 7", "other 1", "main 1,005"),
                lines().stream()
                        .map(line ->
                                line.replaceFirst(
                                        "WARNING (\\w+) cannot accept \\(DESCRIPTORS, ([\\d,]+)"
                                                + " times.*",
                                        "$1 $2"))
                        .toList());
    }

    private static IOException tooManyOpenFiles() {
        return new IOException("Too many open files");
    }

    @Test
    void saysOfPeersTurnedAwayOnlyToThoseWhoDebug() {
        observer.rejected(
                new Rejection("main", null, RejectReason.SETUP_FAILED, new IOException("gone")));

        assertEquals(List.of("DEBUG main turned a peer away: SETUP_FAILED"), lines());
    }

    @Test
    void writesOneLineASecondOfEachKindAndSaysHowManyItLeftOut() {
        reject(RejectReason.LIMIT, 3);
        reject(RejectReason.ADDRESS_RATE, 1);
        clock.advance(SECOND);
        reject(RejectReason.LIMIT, 1_236);
        clock.advance(SECOND);
        reject(RejectReason.LIMIT, 1);
        clock.advance(SECOND);
        reject(RejectReason.LIMIT, 1);

        assertEquals(
                List.of(
                        "DEBUG main turned a peer away: LIMIT",
                        "DEBUG main turned a peer away: ADDRESS_RATE",
                        "DEBUG main turned a peer away: LIMIT … (and 2 more like it)",
                        "DEBUG main turned a peer away: LIMIT … (and 1,235 more like it)",
                        "DEBUG main turned a peer away: LIMIT"),
                lines());
    }

    private void reject(RejectReason reason, int times) {
        for (int i = 0; i < times; i++) {
            observer.rejected(new Rejection("main", null, reason, null));
        }
    }

    @Test
    void saysWhatWasLeftOutAtTheLatestWhenTheServerStops() throws Exception {
        try (var server = Servers.echo()) {
            reject(RejectReason.LIMIT, 1_001);

            observer.stopped(server);
            observer.stopped(server);
        }

        assertEquals(
                List.of(
                        "DEBUG main turned a peer away: LIMIT",
                        "DEBUG heddle had more peers turned away that were left out here: 1,000"
                                + " (LIMIT)",
                        "DEBUG heddle has stopped",
                        "DEBUG heddle has stopped"),
                lines());
    }

    @Test
    void writesFewLinesOfManyFailuresAndCountsExactly() throws Exception {
        int members = 10;
        int each = 1_000;
        ConnectionHandler failing =
                connection -> {
                    if (connection.id() % 2 == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    throw new AssertionError("on purpose");
                };
        try (var server = Servers.start(failing, new LoggingObserver(log))) {
            long begin = System.nanoTime();

            Crowd.of(
                    members,
                    member -> {
                        for (int i = 0; i < each; i++) {
                            try (var peer = TestPeer.connect(server)) {
                                peer.expectEnd();
                            }
                        }
                    });
            eventually().until(() -> server.connections() == 0);
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();

            long lines = lines().stream().filter(LoggingObserverTest::isOfHandler).count();
            assertTrue(lines <= 2 * (seconds + 1), lines + " lines in " + seconds + " s");
            assertEquals(lines, log.thrown().size());
        }

        Map<String, Long> told = new TreeMap<>();
        for (LogInMemory.Line line : log.all()) {
            tell(line, told);
        }
        long half = (long) members * each / 2;
        assertEquals(
                Map.of("java.lang.AssertionError", half, "java.lang.IllegalStateException", half),
                told);
    }

    private static boolean isOfHandler(String line) {
        return line.startsWith("WARNING handler of ");
    }

    /// Adds what a line tells of to the counts of exceptions by their classes.
    private static void tell(LogInMemory.Line line, Map<String, Long> counts) {
        Matcher more = Pattern.compile("\\(and ([\\d,]+) more like it\\)$").matcher(line.text());
        Matcher atLast = Pattern.compile("here: ([\\d,]+) \\((.+)\\)$").matcher(line.text());
        if (line.thrown() != null) {
            long count = more.find() ? 1 + number(more.group(1)) : 1;
            counts.merge(line.thrown().getClass().getName(), count, Long::sum);
        } else if (atLast.find()) {
            counts.merge(atLast.group(2), number(atLast.group(1)), Long::sum);
        }
    }

    private static long number(String grouped) {
        return Long.parseLong(grouped.replace(",", ""));
    }

    @Test
    void namesTheFirstTenConnectionsThatAShutdownClosed() throws Exception {
        var quiet = new RecordingObserver();
        try (var server = Servers.start(Servers.ECHO, quiet);
                var peer = TestPeer.connect(server)) {
            peer.echo("hello");
            Connection connection = quiet.accepted().getFirst();

            observer.drained(server, EveryEvent.report(connection, 1_234));

            List<String> lines = lines();
            assertEquals(
                    "WARNING heddle was shut down in PT5.012S, connections that ended by"
                            + " themselves: 4, closed: 1234, left: 1",
                    lines.getFirst());
            assertEquals(12, lines.size());
            assertEquals(
                    "WARNING heddle closed "
                            + connection
                            + ", WORKING, PT12S old, at java.util.concurrent.Semaphore.acquire(Semaphore.java:2)"
                            + " < com.acme.Chat.read(Chat.java:12)"
                            + " < com.acme.Chat.serve(Chat.java:34)",
                    lines.get(10));
            assertEquals("WARNING heddle closed 1,224 more connections", lines.getLast());
        }
    }

    @Test
    void groupsDigits() {
        assertEquals("0", LogLines.grouped(0));
        assertEquals("999", LogLines.grouped(999));
        assertEquals("1,000", LogLines.grouped(1_000));
        assertEquals("123,456", LogLines.grouped(123_456));
        assertEquals("9,223,372,036,854,775,807", LogLines.grouped(Long.MAX_VALUE));
    }
}
