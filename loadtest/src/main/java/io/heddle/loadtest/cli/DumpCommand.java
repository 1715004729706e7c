package io.heddle.loadtest.cli;

import io.heddle.loadtest.dump.AttachedJvm;
import io.heddle.loadtest.quantity.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the servers of a running process.
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Show the servers in a running process: listeners, connections, tasks; also when"
                        + " they are stuck.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
final class DumpCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "the process, as jps lists it")
    private long pid;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "100",
            converter = Converters.OfCount.class,
            description = "how many of each listener are listed (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            defaultValue = "20s",
            converter = Converters.OfDuration.class,
            description = "how long to wait for the process (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Option(names = "--json", description = "as JSON, for programs: an array of servers")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        var bounds = new Bounds(spec.commandLine());
        bounds.between("PID", pid, 1, Integer.MAX_VALUE, "");
        bounds.between("--connections", connections, 0, MOST_CONNECTIONS, "");
        bounds.between("--timeout", timeout, SHORTEST, LONGEST);
        var dumps = dumpsInTime();
        if (dumps.isEmpty()) {
            throw new CommandFailure(
                    ExitCodes.FAILED, "no Heddle server runs in process %d".formatted(pid));
        }
        var output = spec.commandLine().getOut();
        output.print(json ? "[" + String.join(",\n", dumps) + "]\n" : String.join("\n", dumps));
        output.flush();
        return ExitCodes.OK;
    }

    /// A process that has stopped, or has no descriptors left, does not answer, and the JDK waits
    /// for it in a way that nothing ends: so a thread that may be left behind waits.
    private List<String> dumpsInTime() throws IOException, InterruptedException, CommandFailure {
        var task = new FutureTask<>(this::dumps);
        Thread.ofPlatform().daemon().name("dump").start(task);
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "process %d does not answer within %s; kill -QUIT %d makes a JVM print its threads"
                            .formatted(pid, Durations.format(timeout), pid));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<String> dumps() throws IOException {
        try (var jvm = AttachedJvm.to(pid)) {
            return jvm.dumps(connections, json);
        }
    }
}
