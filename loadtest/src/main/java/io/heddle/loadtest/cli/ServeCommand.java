package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.Addresses;
import io.heddle.loadtest.process.ClassPaths;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.TargetSpec;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Starts one target and stays until a signal ends the process.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Start one target alone and stay; for use with other tools.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class ServeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_LOOPS = 1024;
    private static final int LARGEST_BUFFER = 16 * 1024 * 1024;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            description = "what to serve, such as heddle or netty-epoll:loops=2")
    private String targetName;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "2520",
            converter = Converters.OfCount.class,
            description = "the port, 0 picks one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--unix",
            paramLabel = "PATH",
            description = "a Unix socket to listen on, instead of host and port")
    private @Nullable Path unix;

    @Option(
            names = "--loops",
            paramLabel = "N",
            converter = Converters.OfCount.class,
            description = "event loops of event-driven targets (default: one for each core)")
    private int loops = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--buffer",
            paramLabel = "SIZE",
            defaultValue = "64KiB",
            converter = Converters.OfSize.class,
            description = "read buffer of targets whose buffer does not adapt (default: 64KiB)")
    private long buffer;

    @Option(
            names = "--protocol",
            paramLabel = "P",
            defaultValue = "raw",
            description = "what it speaks: raw, bench, http or websocket (default: raw)")
    private Protocol protocol;

    @Option(
            names = "--backend",
            paramLabel = "HOST:PORT",
            converter = Converters.OfAddress.class,
            description = "where calls to a backend go (default: nowhere, they are refused)")
    private @Nullable InetSocketAddress backend;

    @Option(names = "--control", hidden = true)
    private boolean control;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        var target = variant(bounds);
        var options = options(bounds, target);
        var unavailable = target.target().unavailable();
        if (unavailable.isPresent()) {
            throw new CommandFailure(
                    ExitCodes.REFUSED, "%s: %s".formatted(target.text(), unavailable.get()));
        }
        var elsewhere = ClassPaths.loaderOf(target.target());
        if (elsewhere.isPresent()) {
            return callIn(elsewhere.get());
        }
        return Serving.until(
                spec.commandLine().getOut(),
                options.address(),
                protocol,
                start(target, options),
                control);
    }

    /// What was typed, on a Unix socket if there is one.
    private TargetSpec variant(Bounds bounds) throws CommandFailure {
        var typed = bounds.target(targetName);
        if (unix == null) {
            if (typed.unix()) {
                throw bounds.violation("'%s' needs --unix PATH".formatted(typed.text()));
            }
            return typed;
        }
        if (typed.udp()) {
            throw bounds.violation("'%s' has no --unix PATH".formatted(typed.text()));
        }
        if (!typed.target().listensOnUnix()) {
            throw bounds.violation(
                    "target '%s' has no Unix sockets yet".formatted(typed.target().name()));
        }
        return typed.onUnix();
    }

    /// The same command once more, with classes that see the libraries of the target.
    private Integer callIn(ClassLoader loader) throws CommandFailure {
        var commandLine = spec.commandLine();
        var arguments = spec.root().commandLine().getParseResult().originalArgs();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return (Integer)
                    loader.loadClass(HeddleCommand.class.getName())
                            .getMethod("run", PrintWriter.class, PrintWriter.class, String[].class)
                            .invoke(
                                    null,
                                    commandLine.getOut(),
                                    commandLine.getErr(),
                                    arguments.toArray(String[]::new));
        } catch (ReflectiveOperationException e) {
            throw new CommandFailure(
                    ExitCodes.FAILED, "cannot serve %s: %s".formatted(targetName, e.getCause()));
        }
    }

    private ListenOptions options(Bounds bounds, TargetSpec target) throws CommandFailure {
        if (target.udp() && protocol != Protocol.RAW) {
            throw bounds.violation(
                    "'%s' speaks raw alone, was %s"
                            .formatted(target.text(), Protocols.word(protocol)));
        }
        bounds.between("--port", port, 0, LARGEST_PORT, "");
        bounds.between("--loops", loops, 1, MOST_LOOPS, "");
        bounds.between("--buffer", buffer, 1, LARGEST_BUFFER, " bytes");
        if (!target.target().protocols().contains(protocol)) {
            throw bounds.violation(
                    "target '%s' does not speak %s, it speaks %s"
                            .formatted(
                                    target.target().name(),
                                    Protocols.word(protocol),
                                    Protocols.words(target.target())));
        }
        return new ListenOptions(
                address(),
                target.parameter("loops", loops),
                target.parameter("buffer", (int) buffer),
                protocol,
                backend,
                target.parameters());
    }

    private SocketAddress address() throws CommandFailure {
        if (unix != null) {
            return UnixDomainSocketAddress.of(unix);
        }
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new CommandFailure(ExitCodes.FAILED, "unknown host '%s'".formatted(host));
        }
        return address;
    }

    private RunningTarget start(TargetSpec target, ListenOptions options) throws CommandFailure {
        try {
            return target.target().start(options);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "cannot serve %s on %s: %s"
                            .formatted(
                                    target.text(),
                                    Addresses.print(options.address()),
                                    e.getMessage()));
        }
    }
}
