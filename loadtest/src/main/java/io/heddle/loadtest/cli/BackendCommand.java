package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.MockBackend;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The mock backend that servers call, as a process of its own.
@Command(
        name = "backend",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Answer delays, as the backend that servers call.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class BackendCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--host", paramLabel = "H", defaultValue = "127.0.0.1")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            converter = Converters.OfCount.class)
    private int port;

    @Option(names = "--control", hidden = true)
    private boolean control;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var address = new InetSocketAddress(host, port);
        return Serving.until(
                spec.commandLine().getOut(),
                address,
                Protocol.BENCH,
                MockBackend.start(address),
                control);
    }
}
