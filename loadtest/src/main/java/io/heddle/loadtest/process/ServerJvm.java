package io.heddle.loadtest.process;

import io.heddle.loadtest.Main;
import io.heddle.loadtest.target.TargetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How every server's JVM is started: the same for all targets but for the options named for one of
/// them.
///
/// @param heapBytes both the initial and the largest heap
/// @param processors what the JVM is told to count
/// @param pinnedTo the processors it is pinned to, or empty
public record ServerJvm(
        long heapBytes, GarbageCollector collector, int processors, List<Integer> pinnedTo) {

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
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /// The whole command that serves `target` on a free port and obeys its standard input.
    public List<String> command(
            TargetSpec target, int defaultLoops, int bufferBytes, List<String> extraFlags) {
        var command = new ArrayList<String>();
        if (!pinnedTo.isEmpty()) {
            command.addAll(Affinity.pinning(pinnedTo));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(extraFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("serve", target.text(), "--host", "127.0.0.1", "--port", "0"));
        command.addAll(List.of("--loops", String.valueOf(defaultLoops)));
        command.addAll(List.of("--buffer", String.valueOf(bufferBytes), "--control"));
        return command;
    }
}
