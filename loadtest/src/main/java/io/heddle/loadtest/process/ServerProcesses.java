package io.heddle.loadtest.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Starts servers, keeps what lives of them, and can end all from another thread.
public final class ServerProcesses {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Duration patience;
    private final Set<ChildProcess> living = ConcurrentHashMap.newKeySet();
    private boolean refusing; // guarded by this

    public ServerProcesses() {
        this(PATIENCE);
    }

    /// @param patience how long a server may take to start, and to answer a control line
    public ServerProcesses(Duration patience) {
        this.patience = patience;
    }

    /// Starts a server and waits until it accepts; what runs already is only looked for.
    ///
    /// @throws ServerFailedException if it does not, or after [#killAndRefuse()]
    public Server start(ServerChoice choice, ServerJvm jvm, ServeOptions options)
            throws IOException, InterruptedException {
        return switch (choice) {
            case ServerChoice.OfTarget chosen ->
                    start(
                            chosen.text(),
                            jvm.command(chosen.target(), options),
                            chosen.target().udp(),
                            jvm.processors());
            case ServerChoice.OfCommand command -> exec(command, jvm);
            case ServerChoice.OfEndpoint running -> find(running);
        };
    }

    /// Starts the mock backend, which answers [io.heddle.loadtest.wire.OperationKind#DELAY].
    ///
    /// @throws ServerFailedException if it does not start, or after [#killAndRefuse()]
    public Server startBackend(ServerJvm jvm) throws IOException, InterruptedException {
        return start("the backend", jvm.backendCommand(), jvm.processors());
    }

    /// Starts a process of ours that prints where it listens and answers control lines.
    ServerProcess start(String name, List<String> command, int cores)
            throws IOException, InterruptedException {
        return start(name, command, false, cores);
    }

    private ServerProcess start(String name, List<String> command, boolean udp, int cores)
            throws IOException, InterruptedException {
        return new ServerProcess(name, launch(name, command), udp, cores, patience);
    }

    private Server exec(ServerChoice.OfCommand choice, ServerJvm jvm)
            throws IOException, InterruptedException {
        int port = choice.port().isPresent() ? choice.port().getAsInt() : OpenPort.pickFree();
        var name = String.join(" ", choice.words());
        if (OpenPort.accepts(OpenPort.onLoopback(port))) {
            throw new ServerFailedException(
                    "port %d is taken before '%s' is started".formatted(port, name));
        }
        var command = new ArrayList<>(Affinity.pinningOrNone(jvm.pinnedTo()));
        command.addAll(Commands.withPort(choice.words(), port));
        return new ExecServer(name, launch(name, command), port, jvm.pinnedTo().size(), patience);
    }

    private static Server find(ServerChoice.OfEndpoint running) throws ServerFailedException {
        var address = running.endpoint().address();
        boolean udp = running.endpoint().isUdp();
        if (!(udp ? OpenPort.echoes(address) : OpenPort.accepts(address))) {
            throw new ServerFailedException(
                    "nobody %s on %s"
                            .formatted(udp ? "answers" : "accepts", Addresses.print(address)));
        }
        return new RunningServer(address);
    }

    private synchronized ChildProcess launch(String name, List<String> command)
            throws ServerFailedException {
        if (refusing) {
            throw new ServerFailedException("interrupted");
        }
        try {
            var process = new ProcessBuilder(command).start();
            var child = new ChildProcess(process);
            living.add(child);
            var _ = process.onExit().thenRun(() -> living.remove(child));
            return child;
        } catch (IOException e) {
            throw new ServerFailedException("cannot start %s: %s".formatted(name, e.getMessage()));
        }
    }

    /// Kills what lives, waits for its end, and starts no more.
    public synchronized void killAndRefuse() {
        refusing = true;
        notifyAll();
        List.copyOf(living).forEach(ChildProcess::kill);
    }

    /// Whether [#killAndRefuse()] was called, or is within a moment.
    ///
    /// Ctrl-C reaches the servers too, so one may be seen to die before this process knows why.
    public synchronized boolean refusing() throws InterruptedException {
        long endNanos = System.nanoTime() + MOMENT.toNanos();
        for (long left = MOMENT.toNanos();
                !refusing && left > 0;
                left = endNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return refusing;
    }
}
