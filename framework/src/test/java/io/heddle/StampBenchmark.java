package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What the timeouts cost a read, on a virtual thread that serves a connection with the default
/// timeouts, while the wheel turns. The read itself and the wait are not in it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class StampBenchmark {

    private static final int LOOKS = 1000;
    private static final Duration LONG = Duration.ofHours(1);

    private PollerGroup pollers;
    private SocketChannel peer;
    private Connection connection;
    private ReadTimer timer;

    @Setup(Level.Trial)
    public void connect() throws IOException {
        pollers = PollerGroup.open(1);
        try (var listener = ServerSocketChannel.open().bind(TestPeer.loopback(0))) {
            peer = SocketChannel.open(listener.getLocalAddress());
            ServerConfig config = Servers.config();
            Origin origin =
                    ServerState.of(config, Servers.ECHO, pollers, TimerWheel.shared())
                            .origin(config.listeners().getFirst());
            connection =
                    new Connection(1, origin, new PolledSocket(listener.accept(), pollers.next()));
        }
        timer = connection.readTimer();
    }

    @TearDown(Level.Trial)
    public void disconnect() throws IOException {
        connection.abort();
        peer.close();
        pollers.close();
    }

    /// Each iteration may be on another thread.
    @Setup(Level.Iteration)
    public void serve() {
        Thread.currentThread().setUncaughtExceptionHandler(new ConnectionTask(connection, null));
        connection.attach();
    }

    @TearDown(Level.Iteration)
    public void stopServing() {
        connection.stopTimers();
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    /// What all the others contain: the benchmark's own loop.
    @Benchmark
    public void baseline() {}

    /// A read that did not wait.
    @Benchmark
    public void moved() {
        timer.moved();
    }

    /// A read that waited and got its bytes.
    @Benchmark
    public void waitedAndMoved() throws IOException {
        timer.enter(false);
        timer.leave();
        timer.moved();
    }

    /// The same with the look for a deadline that comes before the wait: all of it.
    @Benchmark
    public @Nullable Object wholeRead() throws IOException {
        Deadline deadline = Deadline.nearest();
        timer.enter(false);
        timer.leave();
        timer.moved();
        return deadline;
    }

    /// With none in force.
    @Benchmark
    public @Nullable Object nearestOfNone() {
        return Deadline.nearest();
    }

    @Benchmark
    @OperationsPerInvocation(LOOKS)
    public void nearestOfOne(Blackhole hole) throws IOException {
        Deadline.within(
                LONG,
                () -> {
                    for (int i = 0; i < LOOKS; i++) {
                        hole.consume(Deadline.nearest());
                        VarHandle.acquireFence(); // or the compiler would look once
                    }
                });
    }

    /// To set one and to take it back, around nothing.
    @Benchmark
    public void within(Blackhole hole) throws IOException {
        Deadline.within(LONG, () -> hole.consume(this));
    }
}
