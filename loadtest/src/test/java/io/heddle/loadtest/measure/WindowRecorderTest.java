package io.heddle.loadtest.measure;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.result.Tick;
import io.heddle.loadtest.result.WindowResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowRecorderTest {
    private final FakeClock clock = new FakeClock();
    private final FakeServer server = new FakeServer();
    private final FakeLoad load = new FakeLoad(clock);
    private final List<Tick> told = new ArrayList<>();
    private final WindowRecorder recorder =
            new WindowRecorder(server, Duration.ofMillis(250), told::add, clock, Runnable::run);
    private final LoadSpec closed =
            LoadSpec.echo(
                    Endpoint.raw(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)),
                    64,
                    2,
                    EngineOptions.loops(1));

    private WindowResult record(LoadSpec spec, long seconds)
            throws IOException, InterruptedException {
        return recorder.recordUnchecked("closed", load, spec, Duration.ofSeconds(seconds));
    }

    @Test
    void addsUpTheSamples() throws Exception {
        var window = record(closed, 2);

        assertEquals(2000, window.requests());
        assertEquals(2, window.durationS(), 1e-9);
        assertEquals(1000, window.achievedRate(), 1e-6);
        assertNull(window.offeredRate());
        assertEquals(WindowResult.Loop.CLOSED, window.loop());
        assertEquals(2, window.meanInFlight(), 1e-9);
        assertEquals(2000, window.responseUs().n());
        assertEquals(100, window.responseUs().p99(), 0.2);
        assertEquals(5, window.sendLagUs().p50(), 0.1);
        assertEquals(2000, window.fairness().min() + window.fairness().max());
        assertTrue(window.fairness().min() < 600, "shares are of one connection over all samples");
        assertEquals(0, window.client().clipped());
        assertTrue(load.finished);
    }

    @Test
    void tellsATimelineAtTheInterval() throws Exception {
        var window = record(closed, 2);

        assertEquals(8, window.series().size());
        assertEquals(told, window.series());
        assertEquals(0.25, window.series().getFirst().t(), 1e-9);
        assertEquals(2, window.series().getLast().t(), 1e-9);
        assertEquals(1000, window.series().getFirst().rate(), 1e-6);
    }

    @Test
    void encodesItsHistogramsWithoutLoss() throws Exception {
        var window = record(closed, 1);

        assertEquals(
                List.of("response", "service", "send_lag"),
                List.copyOf(window.histograms().keySet()));
        var bytes = Base64.getDecoder().decode(window.histograms().get("response"));
        var decoded = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 1);
        assertEquals(1000, decoded.getTotalCount());
        assertEquals(100_000.0, (double) decoded.getValueAtPercentile(50), 100.0);
    }

    @Test
    void doesNotBlameAServerForRepliesThatComeAfterTheScheduleByNature() throws Exception {
        load.latencyMicros = seconds -> 300_000;
        load.drainNanos = 300_000_000;

        var window = record(closed.withArrivals(Arrivals.constant(1000, seconds(4))), 4);

        assertEquals(1000, window.offeredRate(), 1e-6);
        assertEquals(1000, window.achievedRate(), 1);
    }

    @Test
    void countsTheTimeThatAnOverloadedServerTakesBeyondTheSchedule() throws Exception {
        load.drainNanos = 1_000_000_000;

        var window = record(closed.withArrivals(Arrivals.constant(1000, seconds(4))), 4);

        assertEquals(800, window.achievedRate(), 1);
    }

    @Test
    void offersWhatTheSchedulePlannedEvenIfTheClientIsTooSlowToNotice() throws Exception {
        load.rate = seconds -> 900;

        var window = record(closed.withArrivals(Arrivals.constant(1000, seconds(4))), 4);

        assertEquals(1000, window.offeredRate(), 1e-6);
        assertEquals(900, window.achievedRate(), 1);
    }

    @Test
    void readsTheServersProcessAndJvm() throws Exception {
        server.pid = OptionalLong.of(ProcessHandle.current().pid());
        var jit = new long[1];
        server.counters = () -> Map.of("gcCount", "3", "jitMillis", "" + jit[0]++, "heap", "77");

        var window = record(closed, 1);

        var use = window.server();
        assertNotNull(use);
        assertTrue(use.cpuUserS() >= 0 && use.cpuSystemS() >= 0);
        assertNotNull(use.cpuUsPerRequest());
        assertEquals(0, use.gcCount());
        assertTrue(use.jitMs() >= 1);
        assertEquals(77, use.heapBytes());
        assertNull(use.vtMounted());
    }

    @Test
    void knowsNothingOfAServerElsewhere() throws Exception {
        var window = record(closed, 1);

        assertNull(window.server());
        assertNull(window.host().foreignCpuShare());
        assertNull(window.series().getFirst().serverCores());
    }

    @Test
    void namesTheServersDeathAtOnce() {
        server.counters = Map::of;
        long start = clock.nanoTime();
        server.alive = () -> clock.nanoTime() - start < 1_100_000_000;

        var death = assertThrows(IOException.class, () -> record(closed, 60));

        assertTrue(death.getMessage().startsWith("the server died 1."), death.getMessage());
        assertTrue(death.getMessage().endsWith("status 137"), death.getMessage());
        assertTrue(clock.nanoTime() - start < 2_000_000_000, "noticed late");
    }

    @Test
    void explainsALoadsFailureByTheServersDeath() {
        load.failure = new IOException("connection refused");
        long start = clock.nanoTime();
        server.alive = () -> clock.nanoTime() - start < 400_000_000;

        var death = assertThrows(IOException.class, () -> record(closed, 60));

        assertTrue(death.getMessage().startsWith("the server died"), death.getMessage());
        assertEquals(load.failure, death.getCause());
    }

    @Test
    void passesOnALoadsFailureWhileTheServerLives() {
        load.failure = new IOException("connection refused");

        assertEquals(load.failure, assertThrows(IOException.class, () -> record(closed, 60)));
    }

    @Test
    void refusesAWindowWithoutAReply() {
        load.rate = seconds -> 0;

        var failure = assertThrows(IOException.class, () -> record(closed, 1));

        assertTrue(failure.getMessage().contains("nothing was answered"), failure.getMessage());
    }

    @Test
    void carriesOutInjectionsAndTellsOfThem() throws Exception {
        var notes = new ArrayList<String>();
        recorder.inject(Injection.parse("freeze@0s:30ms,freeze@1h:1s"), notes::add);
        load.drainNanos = 1;
        server.alive =
                () -> { // The window is over in no time; the injection is not.
                    await().until(() -> server.frozen != null);
                    return true;
                };

        record(closed, 1);

        assertEquals(Duration.ofMillis(30), server.frozen);
        assertEquals(2, notes.size(), notes.toString());
        assertTrue(notes.getFirst().startsWith("the server was frozen at"), notes.toString());
        assertEquals("1 of 2 freezes did not come about in the window", notes.getLast());
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Nested
    class WarmingUp {
        private WindowRecorder.WarmUpResult warmUp() throws IOException, InterruptedException {
            return recorder.warmUp(load, seconds(2), seconds(20));
        }

        @Test
        void endsWhenFiveStepsAgree() throws Exception {
            var warmUp = warmUp();

            assertTrue(warmUp.steady());
            assertEquals(5, warmUp.seconds(), 0.01);
            assertEquals(1000, warmUp.lastRate(), 1);
            assertEquals(20, warmUp.ticks().size());
            assertTrue(load.finished);
        }

        @Test
        void lastsUntilTheRateNoLongerRises() throws Exception {
            load.rate = seconds -> 1000 * Math.min(1, 0.3 + seconds / 10);

            var warmUp = warmUp();

            assertTrue(warmUp.steady());
            assertTrue(warmUp.seconds() > 7 && warmUp.seconds() < 15, "" + warmUp.seconds());
        }

        @Test
        void isNotSteadyWhileThe99thPercentileFalls() throws Exception {
            load.latencyMicros = seconds -> 10_000 - 400 * seconds;

            var warmUp = warmUp();

            assertFalse(warmUp.steady());
            assertEquals(20, warmUp.seconds(), 0.01);
        }

        @Test
        void isNotSteadyWhileTheServerCompiles() throws Exception {
            var jit = new long[1];
            server.counters = () -> Map.of("jitMillis", "" + (jit[0] += 50));

            assertFalse(warmUp().steady());
        }

        @Test
        void isNotSteadyWhileTheRateSwings() throws Exception {
            load.rate = seconds -> (long) seconds % 2 == 0 ? 1000 : 1300;

            assertFalse(warmUp().steady());
        }

        @Test
        void lastsAtLeastAsLongAsAsked() throws Exception {
            var warmUp = recorder.warmUp(load, seconds(9), seconds(20));

            assertTrue(warmUp.steady());
            assertEquals(9, warmUp.seconds(), 0.01);
        }

        @Test
        void hasShorterStepsWhenThereIsLittleTime() throws Exception {
            var warmUp = recorder.warmUp(load, seconds(1), seconds(3));

            assertTrue(warmUp.steady());
            assertTrue(warmUp.seconds() < 3, "" + warmUp.seconds());
        }

        @Test
        void namesTheServersDeath() {
            long start = clock.nanoTime();
            server.alive = () -> clock.nanoTime() - start < 1_100_000_000;

            var death = assertThrows(IOException.class, this::warmUp);

            assertTrue(death.getMessage().contains("into the warm-up"), death.getMessage());
        }
    }
}
