package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HandlerFailureTest {

    private static final int FAILURES_OF_EACH_KIND = 500;

    @Test
    void endsItsOwnConnectionOnly() throws Exception {
        var observer = new RecordingObserver();
        try (var server = Servers.start(HandlerFailureTest::echoOrFail, observer)) {

            Crowd.of(
                    5,
                    member -> {
                        if (member == 0) {
                            echoThroughAll(server);
                        } else {
                            failEachTime(server, "RESO".substring(member - 1, member));
                        }
                    });

            eventually().until(() -> server.connections() == 0);
            assertEquals(4 * FAILURES_OF_EACH_KIND, observer.failures().size());
            assertEquals(
                    4 * FAILURES_OF_EACH_KIND,
                    observer.reasons().stream()
                            .filter(reason -> reason == CloseReason.HANDLER_FAILED)
                            .count());
        }
    }

    private static void echoOrFail(Connection connection) throws IOException {
        for (int b = connection.input().read(); b >= 0; b = connection.input().read()) {
            switch (b) {
                case 'R' -> throw new IllegalStateException("on purpose");
                case 'E' -> throw new AssertionError("on purpose");
                case 'S' -> overflowStack(0);
                case 'O' -> throw new OutOfMemoryError("on purpose");
                default -> connection.output().write(b);
            }
        }
    }

    @SuppressWarnings("InfiniteRecursion") // what it is for
    private static int overflowStack(int depth) {
        return overflowStack(depth + 1) + 1;
    }

    private static void failEachTime(SocketServer server, String how) {
        for (int i = 0; i < FAILURES_OF_EACH_KIND; i++) {
            try (var peer = TestPeer.connect(server)) {
                peer.echo("x").send(how).expectEnd();
            }
        }
    }

    private static void echoThroughAll(SocketServer server) {
        try (var lasting = TestPeer.connect(server)) {
            for (int i = 0; i < FAILURES_OF_EACH_KIND; i++) {
                lasting.echo("good");
                try (var fresh = TestPeer.connect(server)) {
                    fresh.echo("good").halfClose().expectEnd();
                }
            }
        }
    }

    @Test
    void reachesTheObserver() throws Exception {
        var observer = new RecordingObserver();
        var failure = new IllegalStateException("on purpose");
        ConnectionHandler failing =
                _ -> {
                    throw failure;
                };
        try (var server = Servers.start(failing, observer);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd().leave();

            observer.awaitClosed(1);
            assertSame(failure, observer.failures().getFirst());
            assertEquals(
                    List.of("started", "accepted 1", "failed 1", "closed 1 HANDLER_FAILED"),
                    observer.events());
        }
    }

    @Test
    void reachesTheObserverThoughTheConnectionWasClosedBefore() throws Exception {
        var observer = new RecordingObserver();
        ConnectionHandler failing =
                connection -> {
                    connection.close();
                    throw new IllegalStateException("on purpose");
                };
        try (var server = Servers.start(failing, observer);
                var peer = TestPeer.connect(server)) {

            peer.expectEnd().leave();

            observer.awaitClosed(1);
            assertInstanceOf(IllegalStateException.class, observer.failures().getFirst());
        }
    }

    @Test
    void deliversWhatWasWrittenBefore() throws Exception {
        byte[] answer = BlockedWrite.pattern(1_000_000);
        ConnectionHandler failing =
                connection -> {
                    connection.output().write(answer);
                    throw new IllegalStateException("on purpose");
                };
        try (var server = Servers.start(failing);
                var peer = TestPeer.connect(server)) {

            peer.send("unread").expect(answer).expectEnd();
        }
    }

    @Test
    void isNotWhatAPeerDoes() throws Exception {
        var observer = new RecordingObserver();
        ConnectionHandler readsALine = connection -> connection.input().readLine(5);
        try (var server = Servers.start(readsALine, observer)) {

            TestPeer.connect(server).send("unended").close(); // too long
            TestPeer.connect(server).send("un").close(); // ends inside
            TestPeer.connect(server).reset();

            observer.awaitClosed(3);
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void isNotAnInterruptOfItself() throws Exception {
        var cleanedUp = new AtomicBoolean();
        ConnectionHandler interruptsItself =
                connection -> {
                    try {
                        Thread.currentThread().interrupt();
                        connection.input().read();
                    } finally {
                        cleanedUp.set(true);
                    }
                };
        try (var server = Servers.start(interruptsItself)) {

            for (int i = 0; i < 100; i++) {
                cleanedUp.set(false);
                try (var peer = TestPeer.connect(server)) {
                    peer.expectEnd();
                    assertTrue(cleanedUp.get());
                }
            }
        }
    }

    @Test
    void mayReturnInterrupted() throws Exception {
        ConnectionHandler returnsInterrupted =
                connection -> {
                    connection.output().write(new byte[1_000]);
                    Thread.currentThread().interrupt();
                };
        try (var server = Servers.start(returnsInterrupted);
                var peer = TestPeer.connect(server)) {

            peer.send("unread").expect(new byte[1_000]).expectEnd();
        }
    }
}
