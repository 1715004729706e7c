package io.heddle;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// One of everything that an observer may be told, as if it had happened.
final class EveryEvent {

    private static final List<StackTraceElement> STACK =
            List.of(
                    new StackTraceElement(
                            "java.lang.VirtualThread", "park", "VirtualThread.java", 1),
                    new StackTraceElement(
                            "java.util.concurrent.Semaphore", "acquire", "Semaphore.java", 2),
                    new StackTraceElement("com.acme.Chat", "read", "Chat.java", 12),
                    new StackTraceElement("com.acme.Chat", "serve", "Chat.java", 34));

    private EveryEvent() {}

    static List<Consumer<ServerObserver>> of(SocketServer server, Connection connection) {
        var failure = new IllegalStateException("on purpose\n");
        Duration time = Duration.ofNanos(12_345_678_900L);
        List<Consumer<ServerObserver>> events = new ArrayList<>();
        events.add(observer -> observer.started(server));
        events.add(observer -> observer.accepted(connection));
        events.add(observer -> observer.handshaken(connection, time, null));
        events.add(observer -> observer.handshaken(connection, time, failure));
        events.add(observer -> observer.handled(connection, time));
        events.add(observer -> observer.closed(connection, CloseReason.HANDLER_FAILED));
        for (int i = 0; i < 3; i++) {
            events.add(observer -> observer.failed(connection, failure));
        }
        for (TimeoutPhase phase : TimeoutPhase.values()) {
            events.add(observer -> observer.timedOut(connection, phase));
        }
        for (RejectReason reason : RejectReason.values()) {
            var rejection = new Rejection("main", connection.peerAddress(), reason, null);
            events.add(observer -> observer.rejected(rejection));
        }
        for (AcceptFailure kind : AcceptFailure.values()) {
            var cause = new IOException("Too many open files");
            events.add(observer -> observer.acceptFailed("main", kind, 1_234, cause));
        }
        for (Stall.Kind kind : Stall.Kind.values()) {
            boolean hasThread = kind != Stall.Kind.SCHEDULER;
            var stall =
                    new Stall(
                            kind,
                            time,
                            hasThread ? connection : null,
                            hasThread ? STACK : List.of());
            events.add(observer -> observer.stalled(server, stall));
        }
        var alarm = new Alarm("busy", 800, Duration.ZERO);
        events.add(observer -> observer.alarmed(server, alarm, 812));
        var finding = new StartupFinding("descriptor-limit", "the limit of descriptors is 1024");
        events.add(observer -> observer.warned(server, finding));
        ServerObserver other = new ServerObserver() {};
        events.add(observer -> observer.observerFailed(other, failure));
        events.add(observer -> observer.observerFailed(other, null));
        events.add(observer -> observer.draining(server));
        for (int forced : new int[] {0, 1, 12}) {
            ShutdownReport report = report(connection, forced);
            events.add(observer -> observer.drained(server, report));
        }
        events.add(observer -> observer.stopped(server));
        return events;
    }

    static ShutdownReport report(Connection connection, int forced) {
        return new ShutdownReport(
                Duration.ofMillis(5_012),
                4,
                Collections.nCopies(forced, forced(connection, STACK)),
                1);
    }

    static ShutdownReport.Forced forced(Connection connection, List<StackTraceElement> stack) {
        var snapshot =
                new ConnectionSnapshot(
                        connection.id(),
                        connection.listenerName(),
                        connection.peerAddress(),
                        ConnectionPhase.WORKING,
                        Duration.ofSeconds(12),
                        Duration.ZERO,
                        10,
                        20,
                        null,
                        null,
                        "",
                        List.of());
        return new ShutdownReport.Forced(snapshot, stack);
    }
}
