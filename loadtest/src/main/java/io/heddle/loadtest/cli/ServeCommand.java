package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.ControlServer;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.TargetSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    @Option(names = "--control", hidden = true)
    private boolean control;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        var bounds = new Bounds(spec.commandLine());
        var target = bounds.target(targetName);
        var options = options(bounds, target);
        var unavailable = target.target().unavailable();
        if (unavailable.isPresent()) {
            throw new CommandFailure(
                    ExitCodes.REFUSED, "%s: %s".formatted(target.text(), unavailable.get()));
        }
        var output = spec.commandLine().getOut();
        var running = start(target, options);
        output.println("listening on " + host + ":" + running.port());
        output.flush();
        if (control) {
            new ControlServer(running, output).serve(System.in);
        } else {
            new CountDownLatch(1).await();
        }
        return ExitCodes.OK;
    }

    private ListenOptions options(Bounds bounds, TargetSpec target) throws CommandFailure {
        bounds.between("--port", port, 0, LARGEST_PORT, "");
        bounds.between("--loops", loops, 1, MOST_LOOPS, "");
        bounds.between("--buffer", buffer, 1, LARGEST_BUFFER, " bytes");
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new CommandFailure(ExitCodes.FAILED, "unknown host '%s'".formatted(host));
        }
        return new ListenOptions(
                address,
                target.parameter("loops", loops),
                target.parameter("buffer", (int) buffer),
                target.parameters());
    }

    private RunningTarget start(TargetSpec target, ListenOptions options) throws CommandFailure {
        try {
            return target.target().start(options);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "cannot serve %s on %s:%d: %s"
                            .formatted(target.text(), host, port, e.getMessage()));
        }
    }
}
