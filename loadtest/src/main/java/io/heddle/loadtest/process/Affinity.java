package io.heddle.loadtest.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The processors this process may use, and pinning to some of them through `taskset`.
public final class Affinity {
    private static final String ALLOWED = "Cpus_allowed_list:";

    private Affinity() {}

    /// Divides this process's processors as asked; falls back to sharing, with a remark, where it
    /// must.
    public static CpuPlan plan(boolean split) {
        var processors = allowed();
        if (!split) {
            return CpuPlan.shared(processors, "");
        }
        if (processors.size() < 2) {
            return CpuPlan.shared(processors, "one core only: server and client share it");
        }
        if (!tasksetExists()) {
            return CpuPlan.shared(
                    processors, "no taskset on this system: server and client share all cores");
        }
        return CpuPlan.split(processors);
    }

    /// The words before a command that pin it.
    static List<String> pinning(List<Integer> processors) {
        return List.of("taskset", "-c", CpuPlan.list(processors));
    }

    /// The same, or nothing where there is nothing to pin to.
    static List<String> pinningOrNone(List<Integer> processors) {
        return processors.isEmpty() ? List.of() : pinning(processors);
    }

    /// Pins every thread of this process, and so those they start later.
    public static void pinThisProcess(List<Integer> processors)
            throws IOException, InterruptedException {
        var pid = String.valueOf(ProcessHandle.current().pid());
        var taskset =
                new ProcessBuilder("taskset", "-a", "-c", "-p", CpuPlan.list(processors), pid)
                        .redirectErrorStream(true)
                        .start();
        var output = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (taskset.waitFor() != 0) {
            throw new IOException("taskset cannot pin the client: " + output.strip());
        }
    }

    private static List<Integer> allowed() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> parseList(line.substring(ALLOWED.length()).strip()))
                    .findFirst()
                    .orElseGet(Affinity::countedByTheJvm);
        } catch (IOException e) {
            return countedByTheJvm();
        }
    }

    private static List<Integer> countedByTheJvm() {
        return IntStream.range(0, Runtime.getRuntime().availableProcessors()).boxed().toList();
    }

    /// Parses the kernel's form `0-3,8`.
    static List<Integer> parseList(String list) {
        var processors = new ArrayList<Integer>();
        for (String range : list.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            IntStream.rangeClosed(first, last).forEach(processors::add);
        }
        return processors;
    }

    private static boolean tasksetExists() {
        var path = System.getenv("PATH");
        return path != null
                && path.lines()
                        .flatMap(all -> List.of(all.split(":", -1)).stream())
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "taskset")));
    }
}
