package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A handler may synchronize on what it has from Heddle and then wait as long as it likes: neither
/// a dump nor the stop of the server nor another thread of the connection waits for it.
class HeldMonitorTest {

    private static final AttributeKey<String> KEY = AttributeKey.named("key");

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letHandlersEnd() {
        end.countDown();
    }

    /// Waits with the monitors of its connection, its scope and its task held.
    private void holdAll(Connection connection) throws Exception {
        try (TaskScope<String, Exception> tasks = TaskScope.allSucceed()) {
            var waiting = new AtomicReference<Thread>();
            var task =
                    tasks.fork(() -> {
                        waiting.set(Thread.currentThread());
                        end.await();
                        return "";
                    });
            eventually().until(() -> isWaiting(waiting.get()));
            synchronized (connection) {
                synchronized (tasks) {
                    synchronized (task) {
                        held.countDown();
                        end.await();
                    }
                }
            }
            tasks.join();
        }
    }

    private static boolean isWaiting(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    @Test
    void dumpDoesNotWaitForMonitors() throws Exception {
        var holding = Probe.doing(this::holdAll);
        try (var server = Servers.start(holding);
                var peer = TestPeer.connect(server)) {
            held.await();
            var dump = new AtomicReference<String>();

            Background.start(() -> dump.set(server.snapshot(1).toText())).join();

            assertTrue(dump.get().contains("WORKING"), dump.get());
            assertTrue(dump.get().contains("connection-1-task-1  WAITING"), dump.get());
            end.countDown();
            peer.expectEnd();
        }
    }

    @Test
    void stopDoesNotWaitForMonitors() throws Exception {
        var holding = Probe.doing(this::holdAll);
        try (var server = Servers.start(holding);
                var peer = TestPeer.connect(server)) {
            held.await();
            var report = new AtomicReference<ShutdownReport>();

            Background.start(() -> report.set(server.shutdown(Duration.ofMillis(50)))).join();

            assertEquals(1, report.get().forced().size());
            peer.expectEnd();
            end.countDown();
        }
    }

    @Test
    void attributesDoNotWaitForMonitors() throws Exception {
        var holding = Probe.doing(this::holdAll);
        try (var server = Servers.start(holding);
                var peer = TestPeer.connect(server)) {
            held.await();
            Connection connection = holding.connection();

            Background.start(
                            () -> {
                                connection.attribute(KEY, "value");
                                connection.timeouts(
                                        Timeouts.DEFAULT.withIdle(Duration.ofSeconds(7)));
                                connection.onDrain(end::countDown);
                            })
                    .join();

            assertEquals("value", connection.attribute(KEY));
            server.shutdown(Duration.ofSeconds(5));
            peer.expectEnd();
        }
    }

    @Test
    void writerThatWaitsDoesNotWaitForReaderWithTheMonitor() throws Exception {
        var reading =
                Probe.of(connection -> {
                    synchronized (connection) {
                        return connection.input().read();
                    }
                });
        var content = new byte[1_000_000];
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), reading);
                var peer = TestPeer.withSmallBuffer(server)) {
            reading.awaitWaiting();

            var writing = Background.start(() -> reading.connection().output().write(content));
            byte[] received = peer.receive(content.length);

            writing.join();
            assertEquals(content.length, received.length);
            peer.send("x");
            assertEquals((int) 'x', reading.result());
        }
    }

    @Test
    void actionsForTheDrainAreDoneOnceWhoeverComesFirst() throws Exception {
        var waiting = Probe.doing(connection -> end.await());
        try (var server = Servers.start(waiting);
                var peer = TestPeer.connect(server)) {
            Connection connection = waiting.connection();
            var done = new AtomicInteger();
            int registrations = 2_000;

            for (int i = 0; i < registrations / 2; i++) {
                connection.onDrain(done::incrementAndGet);
            }
            var stop = Background.start(() -> server.shutdown(Duration.ofSeconds(5)));
            for (int i = registrations / 2; i < registrations; i++) {
                connection.onDrain(done::incrementAndGet);
            }

            eventually().until(() -> done.get() == registrations);
            assertEquals(List.of(), connection.takeDrainActions());
            end.countDown();
            peer.expectEnd();
            stop.join();
            assertEquals(registrations, done.get());
        }
    }
}
