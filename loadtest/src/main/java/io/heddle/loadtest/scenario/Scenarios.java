package io.heddle.loadtest.scenario;

import java.util.List;
import java.util.stream.Collectors;

/// The scenarios that exist.
public final class Scenarios {
    private static final List<Scenario> ALL =
            List.of(
                    new EchoScenario(
                            "echo",
                            "64B",
                            1,
                            "every connection sends a small message and waits for its echo",
                            "reactors on epoll ahead on tiny messages; a virtual thread pays for its"
                                    + " unpark and a hop through the poller"),
                    new EchoScenario(
                            "echo-big",
                            "64KiB",
                            1,
                            "the same with large messages",
                            "near equal where buffers are equal; copying and buffer size decide"),
                    new EchoScenario(
                            "pipeline",
                            "64B",
                            16,
                            "sixteen small messages under way on each connection",
                            "reactors ahead where they write a batch at once; a loop that reads and"
                                    + " writes whole buffers gains as much"),
                    new BackendScenario(),
                    new IdleScenario(),
                    new ChurnScenario(),
                    new HandshakeScenario(),
                    new HerdScenario(),
                    new HogScenario(),
                    new BystanderScenario(BystanderScenario.Slow.READING),
                    new BystanderScenario(BystanderScenario.Slow.WRITING),
                    new FanoutScenario(),
                    new BulkScenario(),
                    new FreezeScenario(),
                    new DrainScenario(),
                    new ColdScenario());

    private Scenarios() {}

    /// All of them, in the order in which they are listed.
    public static List<Scenario> all() {
        return ALL;
    }

    /// The scenario of this name.
    ///
    /// @throws IllegalArgumentException if there is none; the message lists the known names
    public static Scenario named(String id) {
        return ALL.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown scenario '%s', known are %s".formatted(id, names())));
    }

    private static String names() {
        return ALL.stream().map(Scenario::id).collect(Collectors.joining(", "));
    }
}
