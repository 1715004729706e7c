package io.heddle.loadtest.compare;

import io.heddle.loadtest.measure.HeapAfterGc;
import io.heddle.loadtest.measure.JvmCounters;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.TargetSpec;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A target in this JVM that looks like a process of its own, for tests that start many.
final class InProcessServer implements Server {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final RunningTarget target;
    private final int port;
    private volatile boolean alive = true;

    private InProcessServer(RunningTarget target) {
        this.target = target;
        port = target.port();
    }

    static InProcessServer start(
            TargetSpec spec, Protocol protocol, @Nullable InetSocketAddress backend)
            throws IOException {
        return of(
                spec.target()
                        .start(
                                new ListenOptions(
                                        new InetSocketAddress(LOOPBACK, 0),
                                        1,
                                        8192,
                                        protocol,
                                        backend,
                                        spec.parameters())));
    }

    static InProcessServer of(RunningTarget target) {
        return new InProcessServer(target);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, port);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(ProcessHandle.current().pid());
    }

    @Override
    public int cores() {
        return 1;
    }

    @Override
    public boolean controllable() {
        return true;
    }

    @Override
    public Map<String, String> ask(String command) {
        var values =
                switch (command) {
                    case "gc" -> HeapAfterGc.measure().values();
                    case "counters" -> JvmCounters.now().values();
                    default -> throw new AssertionError(command);
                };
        return values.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, value -> String.valueOf(value.getValue())));
    }

    @Override
    public void freeze(Duration length) throws InterruptedException {
        // Nothing of this JVM can stand still alone, so nothing is frozen; the caller waits as long
        // as it would.
        var never = new CountDownLatch(1);
        var _ = never.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void terminate() {
        close();
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public Optional<String> obituary() {
        return alive ? Optional.empty() : Optional.of("it was closed");
    }

    @Override
    public void close() {
        target.close();
        alive = false;
    }
}
