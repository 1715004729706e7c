package io.heddle.loadtest.report;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where and with what a result was measured.
///
/// @param cores the processors of the machine that this process may use
/// @param clientJvmFlags the options of the client's own JVM
/// @param processor the processor's model, or null where the system does not tell
/// @param commit the git commit of the code, with `-dirty` if files were changed, or null if
///   unknown
public record Environment(
        String started,
        String jdk,
        String vm,
        String system,
        String kernel,
        @Nullable String processor,
        int cores,
        List<String> clientJvmFlags,
        @Nullable String commit) {

    /// Reads this machine's; takes a few milliseconds.
    public static Environment read(int cores) throws InterruptedException {
        return new Environment(
                Instant.now().toString(),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("os.version"),
                processorModel(),
                cores,
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                readCommit());
    }

    private static @Nullable String processorModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable String readCommit() throws InterruptedException {
        var code = Path.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)[0]);
        var directory = Optional.ofNullable(code.toAbsolutePath().getParent()).orElse(Path.of("."));
        try {
            var git =
                    new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--dirty")
                            .directory(directory.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var lines = git.inputReader()) {
                var commit = lines.lines().findFirst();
                return git.waitFor(2, TimeUnit.SECONDS) ? commit.orElse(null) : null;
            }
        } catch (IOException e) {
            return null;
        }
    }
}
