package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Limits that a connection gets while it runs, and limits of one listener.
class ChangedTimeoutsTest {

    private static final Timeouts OFF = Timeouts.OFF;

    private static Probe<Void> reading() {
        return Probe.doing(connection -> connection.input().read());
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static void change(Probe<?> probe, Timeouts timeouts) {
        probe.connection().timeouts(timeouts);
        probe.awaitWaiting();
    }

    private static void assertOverAfter(
            Duration time, TimeoutPhase phase, VirtualServer server, Probe<?> probe) {
        server.advance(time);
        assertEquals(List.of(), server.timedOut(), "too early");
        server.advanceTick();
        assertEquals(phase, probe.failure(ConnectionTimedOutException.class).phase());
        assertEquals(List.of(phase), server.timedOut());
    }

    @Test
    void holdFromNowOnWhenTheyAreShorter() throws Exception {
        Probe<Void> probe = reading();
        try (var server = VirtualServer.start(OFF.withFirstByte(seconds(60)), probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(20));

            change(probe, OFF.withFirstByte(seconds(5)));

            assertEquals(seconds(5), probe.connection().timeouts().firstByte());
            assertOverAfter(seconds(5), TimeoutPhase.FIRST_BYTE, server, probe);
        }
    }

    @Test
    void holdFromNowOnWhenTheyAreLonger() throws Exception {
        Probe<Void> probe = reading();
        try (var server = VirtualServer.start(OFF.withFirstByte(seconds(5)), probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(4));

            change(probe, OFF.withFirstByte(seconds(60)));

            assertOverAfter(seconds(60), TimeoutPhase.FIRST_BYTE, server, probe);
        }
    }

    @Test
    void areSwitchedOff() throws Exception {
        Probe<Void> probe = reading();
        Timeouts all =
                OFF.withFirstByte(seconds(5))
                        .withHandler(seconds(5))
                        .withLifetime(seconds(5))
                        .withMinimumRate(MinimumRate.of(100));
        try (var server = VirtualServer.start(all, probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(4));

            change(probe, OFF);
            server.advance(Duration.ofHours(1));

            assertEquals(List.of(), server.timedOut());
            assertEquals(0, server.wheel().size());
        }
    }

    @Test
    void areSwitchedOn() throws Exception {
        Probe<Void> probe = reading();
        try (var server = VirtualServer.start(OFF, probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(1000));

            change(probe, OFF.withFirstByte(seconds(5)));

            assertOverAfter(seconds(5), TimeoutPhase.FIRST_BYTE, server, probe);
        }
    }

    @Test
    void holdForAWriteThatWaitsAlready() throws Exception {
        var probe = Probe.doing(connection -> connection.output().write(new byte[8_000_000]));
        try (var server = VirtualServer.start(OFF, probe)) {
            server.peer();
            PeerStall.awaitStandstill(probe.connection());
            server.advance(seconds(1000));

            change(probe, OFF.withWrite(seconds(5)));

            assertOverAfter(seconds(5), TimeoutPhase.WRITE, server, probe);
        }
    }

    @Test
    void giveAPeerThatWasOverItsLimitTheFullTimeAgain() throws Exception {
        var told = new CountDownLatch(1);
        var probe =
                Probe.doing(connection -> {
                    assertThrows(
                            ConnectionTimedOutException.class, () -> connection.input().read());
                    connection.timeouts(connection.timeouts());
                    told.countDown();
                    connection.input().read();
                });
        try (var server = VirtualServer.start(OFF.withFirstByte(seconds(5)), probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(5)).advanceTick();
            eventually().until(() -> told.getCount() == 0);
            probe.awaitWaiting();

            server.advance(seconds(5));
            assertEquals(1, server.timedOut().size());
            server.advanceTick();

            probe.failure(ConnectionTimedOutException.class);
        }
    }

    @Test
    void countHandlerAndLifetimeFromTheBeginning() throws Exception {
        for (Timeouts timeouts :
                List.of(
                        OFF.withHandler(seconds(30)),
                        OFF.withLifetime(seconds(30)).withLifetimeJitter(0))) {
            Probe<Void> probe = reading();
            try (var server = VirtualServer.start(OFF, probe)) {
                server.peer();
                probe.awaitWaiting();
                server.advance(seconds(10));

                change(probe, timeouts);

                TimeoutPhase phase =
                        timeouts.handler().equals(Timeouts.NEVER)
                                ? TimeoutPhase.LIFETIME
                                : TimeoutPhase.HANDLER;
                assertOverAfter(seconds(20), phase, server, probe);
            }
        }
    }

    @Test
    void areOverAtOnceWhenTheHandlerHasTakenLongerAlready() throws Exception {
        Probe<Void> probe = reading();
        try (var server = VirtualServer.start(OFF, probe)) {
            server.peer();
            probe.awaitWaiting();
            server.advance(seconds(100));

            probe.connection().timeouts(OFF.withHandler(seconds(30)));
            server.advanceTick();

            var late = probe.failure(ConnectionTimedOutException.class);
            assertEquals(TimeoutPhase.HANDLER, late.phase());
            assertEquals(List.of(TimeoutPhase.HANDLER), server.timedOut());
        }
    }

    @Test
    void areThoseOfTheListenerWhereItHasSome() throws Exception {
        Queue<Thread> handlers = new ConcurrentLinkedQueue<>();
        ConnectionHandler handler =
                connection -> {
                    handlers.add(Thread.currentThread());
                    connection.input().read();
                };
        ListenerConfig strict =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withName("strict")
                        .withTimeouts(OFF.withFirstByte(seconds(2)));
        ListenerConfig other = ListenerConfig.on(TestPeer.loopback(0)).withName("other");
        ServerConfig config =
                ServerConfig.on(strict, other)
                        .withObservers(List.of())
                        .withTimeouts(OFF.withFirstByte(seconds(20)));
        try (var server = VirtualServer.start(config, handler)) {
            var addresses = server.server().addresses();
            try (var first = TestPeer.connect(addresses.getFirst());
                    var second = TestPeer.connect(addresses.getLast())) {
                eventually().until(() -> handlers.size() == 2);
                handlers.forEach(Probe::awaitWaiting);

                server.advance(seconds(2).plusMillis(100));
                first.expectEnd().leave();
                server.advance(seconds(17));
                eventually().until(() -> server.server().connections() == 1);
                assertEquals(1, server.timedOut().size());
                server.advance(seconds(1));

                second.expectEnd();
                assertEquals(2, server.timedOut().size());
            }
        }
    }
}
