package io.heddle.loadtest.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A target in a JVM of its own, with a line protocol on its standard input and output.
///
/// It ends when this is closed, and by itself when this process dies, because its input then ends.
final class ServerProcess implements Server {
    private static final String LISTENING = "listening on ";

    private final String name;
    private final ChildProcess child;
    private final PrintWriter input;
    private final Duration patience;
    private final int cores;
    private final SocketAddress address;

    /// Waits until the started process accepts.
    ///
    /// @param udp whether it listens for datagrams
    ServerProcess(String name, ChildProcess child, boolean udp, int cores, Duration patience)
            throws IOException, InterruptedException {
        this.name = name;
        this.child = child;
        this.cores = cores;
        this.patience = patience;
        input = new PrintWriter(child.process().outputWriter(), true);
        try {
            address = addressIn(nextLine("did not start within"));
            if (!(udp ? OpenPort.echoes(address) : OpenPort.accepts(address))) {
                throw failure(
                        "said that it listens on %s, and nobody %s there"
                                .formatted(Addresses.print(address), udp ? "answers" : "accepts"));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            child.kill();
            throw e;
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
        return true;
    }

    /// Sends one command and returns its answer, `key=value` pairs on a line.
    @Override
    public synchronized Map<String, String> ask(String command)
            throws IOException, InterruptedException {
        input.println(command);
        var answer = nextLine("did not answer '%s' within".formatted(command));
        if (!answer.equals(command) && !answer.startsWith(command + " ")) {
            throw failure("answered '%s' to '%s'".formatted(answer, command));
        }
        return ControlLine.parse(answer);
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
        return child.obituary().map(end -> name + " " + end);
    }

    @Override
    public void close() {
        input.close();
        child.close();
    }

    private String nextLine(String complaint) throws IOException, InterruptedException {
        var line = child.output().next(patience);
        if (line.isPresent()) {
            return line.get();
        }
        throw failure(
                child.output().hasEnded()
                        ? child.awaitObituary()
                        : "%s %d s".formatted(complaint, Math.max(1, patience.toSeconds())));
    }

    private SocketAddress addressIn(String line) throws ServerFailedException {
        try {
            if (line.startsWith(LISTENING)) {
                return Addresses.parse(line.substring(LISTENING.length()));
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw failure("began with '%s'".formatted(line));
    }

    private ServerFailedException failure(String what) {
        return new ServerFailedException(name + " " + what);
    }
}
