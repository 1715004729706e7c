package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggingObserverTest {

    private final LogInMemory log = new LogInMemory();
    private final LoggingObserver observer = new LoggingObserver(log);

    @Test
    void logsStartAndStopAndNothingForGoodConnections() throws Exception {
        int port;
        try (var server = Servers.start(Servers.ECHO, observer)) {
            port = server.port();
            TestPeer.connect(server).echo("hello").halfClose().expectEnd().close();
        }

        assertEquals(
                List.of("DEBUG heddle listens on 127.0.0.1:" + port, "DEBUG heddle has stopped"),
                log.lines());
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

            eventually().until(() -> log.lines().size() == 2);
            String line = log.lines().getLast();
            assertTrue(line.startsWith("WARNING handler of connection-1 of 127.0.0.1:"), line);
            assertSame(failure, log.thrown.element());
        }
    }

    @Test
    void saysHowOftenAcceptingFailed() {
        observer.acceptFailed(
                "main", AcceptFailure.DESCRIPTORS, 7, new IOException("Too many open files"));

        assertEquals(
                List.of(
                        "WARNING main cannot accept (DESCRIPTORS, 7 times since the last report):"
                                + " Too many open files"),
                log.lines());
    }

    @Test
    void saysOfPeersTurnedAwayOnlyToThoseWhoDebug() {
        observer.rejected(
                new Rejection("main", null, RejectReason.SETUP_FAILED, new IOException("gone")));

        assertEquals(List.of("DEBUG main turned a peer away: SETUP_FAILED"), log.lines());
    }

    private static final class LogInMemory implements System.Logger {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();

        List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable failure) {
            lines.add(level + " " + message);
            if (failure != null) {
                thrown.add(failure);
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                Object @Nullable ... parameters) {
            lines.add(level + " " + (parameters == null ? format : text(format, parameters)));
        }

        private static String text(@Nullable String format, Object[] parameters) {
            return parameters.length == 0 ? format + "" : MessageFormat.format(format, parameters);
        }
    }
}
