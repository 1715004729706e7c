package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.process.GarbageCollector;
import io.heddle.loadtest.process.ServeOptions;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class WindowOfARealServerTest {
    private static final Duration WINDOW = Duration.ofMillis(600);

    private final ServerProcesses processes = new ServerProcesses();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server =
                processes.start(
                        ServerChoice.parse("heddle"),
                        new ServerJvm(64 << 20, GarbageCollector.SERIAL, 2, List.of()),
                        ServeOptions.of(Protocol.RAW, 1)
                                .withJvmArguments(List.of(JvmCounters.SAFEPOINT_FLAG)));
    }

    @AfterEach
    void stop() {
        processes.killAndRefuse();
        server.close();
    }

    private LoadSpec spec() {
        return LoadSpec.echo(Endpoint.raw(server.address()), 64, 4, EngineOptions.loops(1));
    }

    private WindowRecorder recorder() {
        return new WindowRecorder(server, Duration.ofMillis(100), tick -> {});
    }

    @Test
    void measuresClientServerAndHost() throws Exception {
        try (var load = LoadClient.open(spec())) {
            var recorder = recorder();
            var warmUp = recorder.warmUp(load, Duration.ofMillis(100), Duration.ofMillis(600));
            assertTrue(warmUp.lastRate() > 0);
            assertFalse(warmUp.ticks().isEmpty());

            var window = recorder.record("closed", load, spec(), WINDOW, warmUp.steady());

            assertTrue(window.requests() > 0);
            assertEquals(4, window.connections());
            assertEquals(0, window.fairness().starved());
            assertEquals(0, window.client().clipped());
            assertTrue(window.client().cpuS() > 0);
            assertTrue(window.durationS() >= 0.6, "lasted " + window.durationS());
            assertEquals(window.requests(), window.responseUs().n());
            assertEquals(12, window.checks().size());
            var use = window.server();
            assertNotNull(use);
            assertTrue(use.cpuUserS() + use.cpuSystemS() > 0);
            assertNotNull(use.vtParallelism());
            assertNotNull(use.safepointMs());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void carriesOnThroughAFreezeThatItInjects() throws Exception {
        var window = Duration.ofMillis(1500); // room for a freeze that begins late
        var open = spec().withArrivals(Arrivals.constant(500, window));
        var notes = new ArrayList<String>();
        try (var load = LoadClient.open(open)) {
            var recorder = recorder();
            recorder.inject(Injection.parse("freeze@200ms:150ms"), notes::add);

            var measured = recorder.record("open", load, open, window, null);

            assertEquals(500, measured.offeredRate(), 5);
            assertNotNull(measured.responseUs().max());
            assertTrue(measured.responseUs().max() > 100_000, measured.responseUs().toString());
            assertEquals(1, notes.size());
            assertNotNull(measured.host().foreignCpuShare());
        }
    }

    @Test
    void saysThatTheServerDied() throws Exception {
        try (var load = LoadClient.open(spec())) {
            var recorder =
                    new WindowRecorder(
                            server,
                            Duration.ofMillis(50),
                            tick ->
                                    ProcessHandle.of(pid())
                                            .ifPresent(ProcessHandle::destroyForcibly));

            var death =
                    assertThrows(
                            IOException.class,
                            () ->
                                    recorder.record(
                                            "closed", load, spec(), Duration.ofMinutes(1), null));

            assertTrue(death.getMessage().startsWith("the server died"), death.getMessage());
            assertTrue(death.getMessage().contains("heddle"), death.getMessage());
        }
    }

    private long pid() {
        return server.pid().orElseThrow();
    }

    @Test
    void readsMemoryForASlope() throws Exception {
        var one = MemoryReading.of(server, 0);
        try (var load = LoadClient.open(spec().withConnections(200))) {
            load.exchangeEach(1);
            var two = MemoryReading.of(server, 200);

            var slope = MemorySlope.of(List.of(one, two), MemoryReading::heapBytes).orElseThrow();
            assertEquals(2, slope.points().size());
            assertTrue(two.heapBytes() > 0);
        }
    }
}
