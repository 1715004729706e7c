package io.heddle.loadtest.scenario;

import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.util.List;
import java.util.stream.Collectors;

/// The scenarios that exist.
public final class Scenarios {
    private static final List<Scenario> ALL =
            List.of(
                    EchoScenario.echo(
                            "echo",
                            Protocol.RAW,
                            "64B",
                            1,
                            "every connection sends a small message and waits for its echo",
                            "reactors on epoll ahead on tiny messages; a virtual thread pays for its"
                                    + " unpark and a hop through the poller"),
                    EchoScenario.echo(
                            "echo-big",
                            Protocol.RAW,
                            "64KiB",
                            1,
                            "the same with large messages",
                            "near equal where buffers are equal; copying and buffer size decide"),
                    EchoScenario.echo(
                            "pipeline",
                            Protocol.RAW,
                            "64B",
                            16,
                            "sixteen small messages under way on each connection",
                            "reactors ahead where they write a batch at once; a loop that reads and"
                                    + " writes whole buffers gains as much"),
                    EchoScenario.http(
                            "http",
                            OperationKind.PLAINTEXT,
                            1,
                            "HTTP: every connection asks for a greeting and waits for it",
                            "the kernel decides; a lean parser and one copy of the answer gain a"
                                    + " tenth over a pipeline of handlers"),
                    EchoScenario.http(
                            "http-pipeline",
                            OperationKind.PLAINTEXT,
                            16,
                            "HTTP: sixteen requests for a greeting under way on each connection",
                            "parsing and making heads decide, the kernel hardly matters; servers"
                                    + " that write each answer alone fall behind"),
                    EchoScenario.http(
                            "http-json",
                            OperationKind.JSON,
                            1,
                            "HTTP: 1 KiB of JSON, the same text from all, so that none makes it",
                            "as with the greeting: a kilobyte more to copy costs little"),
                    EchoScenario.http(
                            "http-file",
                            OperationKind.FILE,
                            1,
                            "HTTP: a file of 1 MiB, opened for each request",
                            "near equal where the system sends the file; others copy it"),
                    EchoScenario.echo(
                            "http-post",
                            Protocol.HTTP,
                            "64KiB",
                            1,
                            "HTTP: every connection posts a body and gets it back",
                            "copies decide, and how much is read at a time"),
                    EchoScenario.echo(
                            "websocket",
                            Protocol.WEBSOCKET,
                            "64B",
                            1,
                            "WebSocket: every connection sends a small message and waits for its"
                                    + " echo",
                            "as with raw echo: taking the mask off costs little"),
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
