package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180) // it waits for the compiler
class ClientMemoryTest {
    private static final int MANY = 10_000;
    private static final long REQUESTS = 20_000;
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    // Room for the samples, which allocate; an object for each request would need 16 bytes or more.
    private static final long LITTLE = 4;
    // The JDK's selector boxes the number of a socket that is ready, unless the compiler finds out
    // that it need not. Of deep pipelines, many requests share one readiness.
    private static final long KEY_BYTES = 16;

    @Test
    void allocatesNothingForARequestOfRawEcho() throws Exception {
        try (var server = new EchoReactor()) {
            var spec =
                    LoadSpec.echo(Endpoint.raw(server.address()), 128, 10, EngineOptions.loops(1))
                            .withPipeline(32);

            assertAllocatesAtMost(LITTLE, spec);
            assertAllocatesAtMost(
                    LITTLE + KEY_BYTES,
                    spec.withArrivals(Arrivals.constant(40_000, Duration.ofMinutes(5))));
            assertAllocatesAtMost(
                    LITTLE + KEY_BYTES,
                    spec.withArrivals(new Arrivals.Closed(Duration.ofMillis(1))));
        }
    }

    @Test
    void allocatesNothingForARequestInFrames() throws Exception {
        var mix =
                List.of(
                        new Share(Operation.echo(100), 3),
                        new Share(new Operation(OperationKind.BACKEND, 5, 1, 17), 1));
        var poisson =
                new Arrivals.Open(
                        List.of(new Arrivals.Stage(Duration.ofMinutes(5), 10_000, 50_000)),
                        Arrivals.Distribution.POISSON,
                        3,
                        List.of());
        try (var server = new EchoReactor()) {
            var spec =
                    LoadSpec.echo(
                                    new Endpoint(
                                            Protocol.BENCH, Transport.STREAM, server.address(), ""),
                                    1,
                                    20,
                                    new EngineOptions(
                                            Kind.NIO, 1, Pacing.PARK, false, Verification.FULL))
                            .withMix(mix);

            assertAllocatesAtMost(LITTLE, spec.withPipeline(32));
            assertAllocatesAtMost(LITTLE + KEY_BYTES, spec.withArrivals(poisson));
        }
    }

    @Test
    void holdsTenThousandConnectionsInASmallHeap() throws Exception {
        assumeTrue(descriptors() > MANY + 1000, "needs more than 11,000 file descriptors");
        try (var server = new EchoReactor()) {
            var client =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    ManyConnections.class.getName(),
                                    String.valueOf(server.address().getPort()),
                                    String.valueOf(MANY))
                            .redirectErrorStream(true)
                            .start();
            try (var output = client.getInputStream()) {
                var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);

                assertTrue(client.waitFor(60, TimeUnit.SECONDS), said);
                assertEquals("20000 replies, 0 starved", said.strip());
            } finally {
                client.destroyForcibly();
            }
        }
    }

    /// What loops allocated for so many replies, and while so many samples were taken.
    private record Allocated(long bytes, long replies, int samples) {
        boolean isAtMost(long bytesPerReply) {
            return bytes <= replies * bytesPerReply;
        }
    }

    private static void assertAllocatesAtMost(long bytesPerReply, LoadSpec spec) throws Exception {
        try (var load = LoadClient.open(spec)) {
            load.start();
            // It allocates until the compiler has been there, which on a busy machine may be late.
            long end = System.nanoTime() + PATIENCE_NANOS;
            var allocated = allocated(load);
            while (!allocated.isAtMost(bytesPerReply) && System.nanoTime() < end) {
                allocated = allocated(load);
            }

            assertTrue(allocated.isAtMost(bytesPerReply), allocated::toString);
        }
    }

    private static Allocated allocated(LoadClient load) throws Exception {
        load.sample();
        long before = allocatedByLoops();
        long replies = 0;
        int samples = 0;
        for (; replies < REQUESTS; samples++) {
            replies += await().until(load::sample, sample -> sample.replies() > 0).replies();
        }
        return new Allocated(allocatedByLoops() - before, replies, samples);
    }

    private static long allocatedByLoops() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("load-loop"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
