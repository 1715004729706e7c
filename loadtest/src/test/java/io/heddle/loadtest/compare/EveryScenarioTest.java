package io.heddle.loadtest.compare;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.process.MockBackend;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Metric;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.Scenarios;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every scenario runs, in short, against a server that blocks and one that is event-driven, and
/// finds every figure that it promises.
@Timeout(180) // whole runs, on processors that others may use, too
class EveryScenarioTest {
    private static final double SLOWEST_RATE = 3000;

    private static final List<String> SHORT =
            List.of(
                    "echo",
                    "echo-big",
                    "pipeline",
                    "http",
                    "http-pipeline",
                    "http-json",
                    "http-file",
                    "http-post",
                    "websocket",
                    "backend:connections=20,delay=1ms",
                    "idle:crowds=20+60",
                    "churn:rate=4k",
                    "herd:clients=50,herds=3",
                    "hog:rate=4k,share=0.1%,burn=1ms",
                    "slow-reader:slow=5",
                    "slow-writer:slow=5",
                    "fanout:subscribers=10,rate=400",
                    "bulk:size=64KiB,connections=2",
                    "freeze:at=50ms,freeze=50ms",
                    "drain:work=100ms",
                    "cold:rate=4k",
                    "tls:rate=400");

    static Stream<String> scenarios() {
        return SHORT.stream();
    }

    @Test
    void allScenariosAreTriedHere() {
        assertEquals(
                Scenarios.all().stream().map(Scenario::id).collect(Collectors.toSet()),
                SHORT.stream().map(text -> text.split(":", 2)[0]).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void findsEveryFigureItPromises(String scenario) throws Exception {
        for (var target : targets(scenario)) {
            var settings =
                    Plans.settings(scenario)
                            .withLoadShares(List.of(0.5))
                            .withIdleCrowds(List.of(20, 40));
            var plan = Plans.of(scenario, settings, List.of(target));

            var fork = inThisJvm(plan);

            for (var metric : plan.scenario().metrics(settings)) {
                requireFigure(metric, fork, target);
            }
            for (var window : fork.windows()) {
                assertTrue(window.requests() > 0, window.label());
            }
        }
    }

    // Those that take seconds run on one alone.
    private static List<String> targets(String scenario) {
        return switch (scenario.split(":", 2)[0]) {
            case "tls" -> List.of("netty-nio", "heddle");
            case "http", "websocket" -> List.of("netty-nio", "heddle");
            case "http-file", "http-post" -> List.of("heddle");
            case "http-json", "http-pipeline" -> List.of("netty-nio");
            case "echo-big", "slow-writer", "freeze" -> List.of("raw-vt");
            case "pipeline", "slow-reader", "idle" -> List.of("nio-reactor");
            default -> List.of("raw-vt", "nio-reactor");
        };
    }

    private static void requireFigure(Metric metric, ForkResult fork, String target) {
        var value = fork.figures().get(metric.id());
        boolean tooFewSamples =
                metric.id().contains("p99")
                        && fork.windows().stream().anyMatch(window -> window.requests() < 1000);
        assertTrue(
                tooFewSamples || (value != null && Double.isFinite(value)),
                () -> "%s of %s among %s".formatted(metric.id(), target, fork.figures()));
    }

    private static ForkResult inThisJvm(Plan plan) throws Exception {
        var choice = (ServerChoice.OfTarget) plan.entries().getFirst().choice();
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        try (var backend = MockBackend.start(new InetSocketAddress(loopback, 0))) {
            var starter =
                    new ServerTrial.Starter() {
                        @Override
                        public Server start() throws IOException {
                            return InProcessServer.start(
                                    choice.target(),
                                    plan.scenario().protocol(),
                                    new InetSocketAddress(loopback, backend.port()));
                        }

                        @Override
                        public Endpoint endpoint(Server server) {
                            return plan.launcher()
                                    .endpoint(choice, server, plan.scenario().protocol());
                        }
                    };
            try (var server = starter.start();
                    var trial =
                            new ServerTrial(
                                    plan,
                                    server,
                                    starter,
                                    OptionalDouble.of(SLOWEST_RATE),
                                    new NoObserver())) {
                AnswerCheck.run(starter.endpoint(server), plan.scenario().needsBackend());
                plan.scenario().run(trial);
                return trial.result(1, 1, "2026-01-01T00:00:00Z", Map.of());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend:connections=10,delay=1ms", "drain:work=50ms", "cold:rate=4k"})
    void runsInProcessesOfItsOwn(String scenario) throws Exception {
        var plan = Plans.of(scenario, "nio-reactor");
        var comparison = new Comparison(plan, new NoObserver());

        var ending = comparison.run();

        assertEquals(Comparison.Ending.FINISHED, ending, () -> comparison.notes().toString());
        assertEquals(Map.of(), comparison.problems());
        var figures = comparison.forks().get("nio-reactor").getFirst().figures();
        assertTrue(figures.containsKey(plan.scenario().metrics(plan.settings()).getFirst().id()));
        await().untilAsserted(() ->
                assertFalse(ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive)));
    }

    @Test
    void tellsWhatTheClientAgreedOnWithEachServerOverTls() throws Exception {
        var comparison =
                new Comparison(
                        Plans.of("echo", "netty-nio:tls=on", "heddle:tls=on"), new NoObserver());

        comparison.run();

        assertEquals(Map.of(), comparison.problems());
        comparison
                .forks()
                .forEach((name, forks) -> {
                    var settings = forks.getFirst().settings();
                    assertEquals("TLSv1.3", settings.get("tlsProtocol"), name);
                    assertEquals("TLS_AES_256_GCM_SHA384", settings.get("tlsSuite"), name);
                    assertEquals("EC-256", settings.get("tlsKey"), name);
                    assertEquals("1", settings.get("tlsCertificates"), name);
                });
    }

    @Test
    void comparesAUnixSocketWithLoopback() throws Exception {
        var comparison =
                new Comparison(Plans.of("echo", "raw-vt:socket=unix", "raw-vt"), new NoObserver());

        var ending = comparison.run();

        assertEquals(Comparison.Ending.FINISHED, ending, () -> comparison.notes().toString());
        assertEquals(Map.of(), comparison.problems());
        comparison
                .forks()
                .forEach((name, forks) -> {
                    assertTrue(forks.getFirst().windows().getFirst().requests() > 0, name);
                    assertEquals("4096", forks.getFirst().settings().get("backlog"), name);
                });
    }

    @Test
    void comparesServersOfDatagrams() throws Exception {
        var settings = Plans.settings("echo").withIdleCrowds(List.of(20, 40));
        var targets = List.of("raw-vt:socket=udp", "netty-nio:socket=udp");
        var comparison = new Comparison(Plans.of("echo", settings, targets), new NoObserver());

        var ending = comparison.run();

        assertEquals(Comparison.Ending.FINISHED, ending, () -> comparison.notes().toString());
        assertEquals(Map.of(), comparison.problems());
        comparison
                .forks()
                .forEach((name, forks) -> {
                    var fork = forks.getFirst();
                    assertTrue(fork.windows().getFirst().requests() > 0, name);
                    assertTrue(fork.figures().containsKey("requests_per_second"), name);
                    assertEquals("udp", fork.settings().get("socket"), name);
                });
    }

    @Test
    void heddleLosesNoRequestWhenItIsAskedToEnd() throws Exception {
        var comparison = new Comparison(Plans.of("drain:work=1s", "heddle"), new NoObserver());

        comparison.run();

        assertEquals(Map.of(), comparison.problems());
        var figures = comparison.forks().get("heddle").getFirst().figures();
        assertEquals(0, figures.get("lost_requests"));
    }

    @ParameterizedTest
    @CsvSource({
        "raw-vt, tls, has no TLS yet",
        "netty-nio:tls=on, fanout, scenario 'fanout' has no TLS yet",
        "raw-vt:socket=unix, fanout, scenario 'fanout' has no Unix sockets yet",
        "raw-vt:socket=udp, idle, scenario 'idle' has no UDP",
        "netty-nio:socket=udp, hog, speaks raw alone over UDP",
        "raw-vt:socket=udp, tls, scenario 'tls' has no UDP",
        "udp://127.0.0.1:9, pipeline, 'over UDP one request is under way on a socket, pipeline is 16'",
        "exec@9:true, tls, has no TLS yet",
        "tcp://127.0.0.1:9, tls, has no TLS yet",
        "jdk-http-vt, echo, does not speak raw"
    })
    void saysWhyATargetCannot(String target, String scenario, String reason) {
        var launcher = Plans.of("echo", "raw-vt").launcher();

        assertEquals(
                reason,
                launcher.unavailable(
                                ServerChoice.parse(target),
                                Scenarios.named(scenario),
                                Plans.settings(scenario))
                        .orElse(""));
    }

    @Test
    void tellsWhichPayloadsDatagramsHold() {
        var launcher = Plans.of("echo", "raw-vt").launcher();
        var choice = ServerChoice.parse("raw-vt:socket=udp");
        var scenario = Scenarios.named("echo");

        for (var fits : List.of("echo", "echo:payload=1B", "echo:payload=2KiB")) {
            assertEquals(
                    Optional.empty(), launcher.unavailable(choice, scenario, Plans.settings(fits)));
        }
        assertEquals(
                "datagrams of the load have at most 2,048 bytes, payload is 65,536",
                launcher.unavailable(choice, scenario, Plans.settings("echo:payload=64KiB"))
                        .orElse(""));
    }

    @ParameterizedTest
    @CsvSource({"netty-nio, tls", "netty-nio:tls=off, tls", "tls://127.0.0.1:9, tls"})
    void tellsTargetsThatCanToSpeakTls(String target, String scenario) {
        var launcher = Plans.of("echo", "raw-vt").launcher();
        var choice = ServerChoice.parse(target);

        assertTrue(
                launcher.unavailable(choice, Scenarios.named(scenario), Plans.settings(scenario))
                        .isEmpty());
        var suited = Launcher.suited(choice, Scenarios.named(scenario));
        assertEquals(target, suited.text());
        if (suited instanceof ServerChoice.OfTarget chosen) {
            assertTrue(chosen.target().tls());
        }
    }
}
