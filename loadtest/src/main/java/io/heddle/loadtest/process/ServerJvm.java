package io.heddle.loadtest.process;

import io.heddle.loadtest.Main;
import io.heddle.loadtest.measure.JvmCounters;
import io.heddle.loadtest.target.TargetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// How every server's JVM is started: the same for all targets but for the options named for one of
/// them.
///
/// @param heapBytes both the initial and the largest heap
/// @param processors what the JVM is told to count
/// @param pinnedTo the processors it is pinned to, or empty
public record ServerJvm(
        long heapBytes, GarbageCollector collector, int processors, List<Integer> pinnedTo) {

    private static final String HOST = "127.0.0.1";
    private static final AtomicInteger SOCKETS = new AtomicInteger();

    public ServerJvm {
        pinnedTo = List.copyOf(pinnedTo);
    }

    /// The flags of the JVM, without those of one target.
    public List<String> flags() {
        return List.of(
                "-Xms" + heapBytes,
                "-Xmx" + heapBytes,
                collector.flag(),
                "-XX:ActiveProcessorCount=" + processors,
                JvmCounters.SAFEPOINT_FLAG,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /// The whole command that serves `target` on a free port, or a new Unix socket, and obeys its
    /// standard input.
    ///
    /// @throws IOException if the target's libraries cannot be put on its class path
    public List<String> command(TargetSpec target, ServeOptions options) throws IOException {
        var command = java(ClassPaths.of(target.target()), options.jvmArguments());
        command.addAll(List.of("serve", target.argument()));
        if (target.unix()) {
            command.addAll(List.of("--unix", newSocketFile().toString()));
        } else {
            command.addAll(List.of("--host", HOST, "--port", "0"));
        }
        command.addAll(List.of("--loops", String.valueOf(options.loops())));
        command.addAll(List.of("--buffer", String.valueOf(options.bufferBytes())));
        command.addAll(List.of("--protocol", options.protocol().name().toLowerCase(Locale.ROOT)));
        if (options.backend() != null) {
            command.add("--backend");
            command.add(options.backend().getHostString() + ":" + options.backend().getPort());
        }
        command.add("--control");
        return command;
    }

    /// A path of its own for each server: what one leaves behind is in no other's way.
    private static Path newSocketFile() throws IOException {
        return TemporaryDirectory.ofThisProcess().resolve("s" + SOCKETS.incrementAndGet());
    }

    /// The whole command of the mock backend on a free port.
    public List<String> backendCommand() {
        var command = java(ClassPaths.own(), List.of());
        command.addAll(List.of("backend", "--host", HOST, "--port", "0", "--control"));
        return command;
    }

    private List<String> java(String classPath, List<String> extraFlags) {
        var command = new ArrayList<>(Affinity.pinningOrNone(pinnedTo));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(extraFlags);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        return command;
    }
}
