package io.heddle;

import io.heddle.internal.jfr.HeddleEvents;
import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What the flight recorder's events cost a connection, on a virtual thread: in a process that has
/// never recorded, in one that records, and in one that no longer does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 15, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class FlightRecorderBenchmark {

    /// Whether somebody records.
    public enum Recorder {
        /// And nobody ever has.
        NEVER,
        /// In memory, so that the disk is not measured.
        ON,
        /// No longer.
        STOPPED
    }

    private static final Duration TOOK = Duration.ofMillis(1);

    @Param private Recorder recorder;

    private final FlightRecorderObserver observer = new FlightRecorderObserver("benchmark");
    private PollerGroup pollers;
    private SocketChannel peer;
    private Connection connection;
    private @Nullable Recording recording;

    @Setup(Level.Trial)
    public void connect() throws IOException {
        HeddleEvents.announce();
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
        if (recorder != Recorder.NEVER) {
            record();
        }
    }

    private void record() {
        recording = new Recording();
        recording.setToDisk(false);
        recording.start();
        if (recorder == Recorder.STOPPED) {
            closed();
            recording.close();
        }
    }

    @TearDown(Level.Trial)
    public void disconnect() throws IOException {
        if (recording != null) {
            recording.close();
        }
        connection.abort();
        peer.close();
        pollers.close();
    }

    /// What all the others contain: the benchmark's own loop.
    @Benchmark
    public void baseline() {}

    @Benchmark
    public void closed() {
        observer.closed(connection, CloseReason.COMPLETED);
    }

    /// All that a connection without a handshake and without trouble has to pay.
    @Benchmark
    public void handledAndClosed() {
        observer.handled(connection, TOOK);
        observer.closed(connection, CloseReason.COMPLETED);
    }
}
