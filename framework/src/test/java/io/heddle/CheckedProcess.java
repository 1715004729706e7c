package io.heddle;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jdk.management.VirtualThreadSchedulerMXBean;

/// A process that answers what a start-up check finds in it.
final class CheckedProcess {

    private CheckedProcess() {}

    /// @param parallelism of the scheduler; null: not set
    /// @param maxPoolSize of the scheduler; null: not set
    static String[] options(String parallelism, String maxPoolSize, String... others) {
        List<String> options = new ArrayList<>(List.of(others));
        if (parallelism != null) {
            options.add("-Djdk.virtualThreadScheduler.parallelism=" + parallelism);
        }
        if (maxPoolSize != null) {
            options.add("-Djdk.virtualThreadScheduler.maxPoolSize=" + maxPoolSize);
        }
        return options.toArray(String[]::new);
    }

    public static void main(String[] arguments) throws Exception {
        var questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            System.out.println(answer(line));
        }
    }

    private static Object answer(String question) throws Exception {
        return switch (question) {
            case "carriers" -> StartupFacts.read().carriers();
            case "scheduler" ->
                    ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class)
                            .getParallelism();
            case "check" -> rules(StartupCheck.of(ServerConfig.on(TestPeer.loopback(0))));
            case "start" -> start();
            default -> throw new IllegalArgumentException(question);
        };
    }

    /// Starts a server, which warms up with one that nobody observes, and stops it.
    private static String start() throws Exception {
        try (var server = Servers.echo()) {
            return server.name();
        }
    }

    private static List<String> rules(List<StartupFinding> findings) {
        return findings.stream().map(StartupFinding::rule).toList();
    }
}
