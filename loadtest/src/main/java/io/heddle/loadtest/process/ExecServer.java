package io.heddle.loadtest.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// A server that a command of the user's starts; it is ready when its port is open.
///
/// What it started itself is killed with it, as far as the system still knows that it belongs
/// there: a command that goes into the background escapes. If this process is killed outright, the
/// command goes on.
final class ExecServer implements Server {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(20);

    private final String name;
    private final ChildProcess child;
    private final int cores;
    private final InetSocketAddress address;

    /// Waits until the port of the started process is open.
    ExecServer(String name, ChildProcess child, int port, int cores, Duration patience)
            throws IOException, InterruptedException {
        this.name = name;
        this.child = child;
        this.cores = cores;
        address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        try {
            awaitOpen(patience);
        } catch (IOException | InterruptedException | RuntimeException e) {
            child.kill();
            throw e;
        }
    }

    private void awaitOpen(Duration patience) throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (!OpenPort.accepts(address)) {
            var end = obituary();
            if (end.isPresent()) {
                throw new ServerFailedException(end.get());
            }
            if (System.nanoTime() > endNanos) {
                throw new ServerFailedException(
                        "'%s' did not listen on 127.0.0.1:%d within %d s"
                                .formatted(
                                        name,
                                        address.getPort(),
                                        Math.max(1, patience.toSeconds())));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_PROBES.toNanos());
        }
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(child.process().pid());
    }

    @Override
    public int cores() {
        return cores;
    }

    @Override
    public boolean controllable() {
        return false;
    }

    @Override
    public Map<String, String> ask(String command) throws ServerFailedException {
        throw new ServerFailedException(
                "'%s' knows no control lines, so none for '%s'".formatted(name, command));
    }

    @Override
    public void freeze(Duration length) throws IOException, InterruptedException {
        child.freeze(length);
    }

    @Override
    public void terminate() {
        child.terminate();
    }

    @Override
    public boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public Optional<String> obituary() {
        return child.obituary().map(end -> "'%s' %s".formatted(name, end));
    }

    @Override
    public void close() {
        child.terminateAndClose();
    }
}
