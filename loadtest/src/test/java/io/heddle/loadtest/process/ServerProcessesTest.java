package io.heddle.loadtest.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProcessesTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ServerJvm SMALL =
            new ServerJvm(64L * 1024 * 1024, GarbageCollector.SERIAL, 1, List.of());

    private final ServerProcesses processes = new ServerProcesses();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    dies  ; it ended with status 3: cannot bind: the address is in use | second line
                    lies  ; it said that it listens on 127.0.0.1:1, and nobody accepts there
                    talks ; it began with 'hello'
                    """)
    void saysHowTheStartFailed(String behaviour, String message) {
        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () -> processes.start("it", FakeServer.command(behaviour), 1));

        assertEquals(message, failure.getMessage());
    }

    @Test
    void givesUpOnServersThatHangInTheirStart() {
        var hasty = new ServerProcesses(SHORT);

        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () -> hasty.start("it", FakeServer.command("hangs"), 1));

        assertEquals("it did not start within 1 s", failure.getMessage());
    }

    @Test
    void saysThatThereIsNoSuchCommand() {
        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () -> processes.start("it", List.of("/no/such/command"), 1));

        assertTrue(failure.getMessage().startsWith("cannot start it: "), failure.getMessage());
    }

    @Test
    void saysThatItDiedMeanwhile() throws Exception {
        try (var server = processes.start("it", FakeServer.command("crashes"), 1)) {
            assertTrue(server.isAlive());

            var failure = assertThrows(ServerFailedException.class, () -> server.ask("gc"));

            assertEquals("it ended with status 4: out of luck", failure.getMessage());
            assertFalse(server.isAlive());
            assertEquals(failure.getMessage(), server.obituary().orElseThrow());
        }
    }

    @Test
    void servesAndAnswersControlLines() throws Exception {
        var choice = ServerChoice.parse("nio-reactor:loops=3");

        try (var backend = processes.startBackend(SMALL);
                var server =
                        processes.start(
                                choice,
                                SMALL,
                                ServeOptions.of(Protocol.BENCH, 1).withBackend(inet(backend)))) {
            await().until(() -> "true".equals(server.ask("settings").get("nodelay")));
            var settings = server.ask("settings");
            assertEquals("3", settings.get("loops"));
            assertEquals("bench", settings.get("protocol"));
            assertEquals("4096", settings.get("backlog"));
            assertEquals("1", settings.get("processors"));
            assertTrue(settings.containsKey("heap") && settings.containsKey("gc"));
            assertTrue(server.ask("counters").containsKey("gcCount"));
            assertTrue(server.pid().isPresent() && server.controllable());
            assertThrows(ServerFailedException.class, () -> server.ask("nonsense"));
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that stops a process")
    void freezesAndGoesOn() throws Exception {
        var command = FakeServer.command("mute");
        try (var server = processes.start("it", command, 1)) {
            var frozen =
                    CompletableFuture.runAsync(() -> {
                        try {
                            server.freeze(Duration.ofSeconds(3));
                        } catch (IOException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
            if (ProcessStates.areKnown()) {
                await().pollInterval(Duration.ofMillis(10))
                        .until(() -> ProcessStates.of(server.pid().getAsLong()) == 'T');
            }

            frozen.join();

            if (ProcessStates.areKnown()) {
                await().until(() -> ProcessStates.of(server.pid().getAsLong()) != 'T');
            }
            assertTrue(server.isAlive());
        }
    }

    @Test
    void endsOnTerminate() throws Exception {
        try (var server = processes.start("it", FakeServer.command("mute"), 1)) {
            server.terminate();

            await().until(() -> !server.isAlive());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw-vt:socket=unix", "netty-nio:socket=unix"})
    void servesOnAUnixSocketAsChosen(String target) throws Exception {
        var choice = ServerChoice.parse(target);

        try (var server = processes.start(choice, SMALL, ServeOptions.of(Protocol.RAW, 1))) {
            var address = assertInstanceOf(UnixDomainSocketAddress.class, server.address());
            assertTrue(Files.exists(address.getPath()));
            var settings = server.ask("settings");
            assertEquals("4096", settings.get("backlog"));
            assertNull(settings.get("nodelay"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw-vt:socket=udp", "netty-nio:socket=udp"})
    void servesDatagramsAsChosen(String target) throws Exception {
        var choice = ServerChoice.parse(target);
        ServerChoice running;
        try (var server = processes.start(choice, SMALL, ServeOptions.of(Protocol.RAW, 1))) {
            var settings = server.ask("settings");
            assertNull(settings.get("backlog"));
            assertEquals("udp", settings.get("socket"));
            running = ServerChoice.parse("udp://" + Addresses.print(server.address()));
            processes.start(running, SMALL, ServeOptions.of(Protocol.RAW, 1)).close();
            assertTrue(server.isAlive());
        }

        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () -> processes.start(running, SMALL, ServeOptions.of(Protocol.RAW, 1)));

        assertTrue(failure.getMessage().startsWith("nobody answers on"), failure.getMessage());
    }

    @Test
    void startsCommandsOnAFreePortAndEndsWhatTheyStarted() throws Exception {
        var serve = String.join(" ", FakeServer.command("serves", "{port}"));
        var choice = ServerChoice.parse("exec:sh -c '%s & wait'".formatted(serve));
        int port;
        try (var server = processes.start(choice, SMALL, ServeOptions.of(Protocol.RAW, 1))) {
            port = inet(server).getPort();
            assertFalse(server.controllable());
            assertThrows(ServerFailedException.class, () -> server.ask("gc"));
            new Socket(inet(server).getAddress(), port).close();
        }

        assertFalse(OpenPort.accepts(OpenPort.onLoopback(port)));
    }

    @Test
    void saysThatACommandDied() {
        var command = String.join(" ", FakeServer.command("dies", "{port}"));

        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () ->
                                processes.start(
                                        ServerChoice.parse("exec:" + command),
                                        SMALL,
                                        ServeOptions.of(Protocol.RAW, 1)));

        assertTrue(
                failure.getMessage().contains("ended with status 3: cannot bind"),
                failure.getMessage());
    }

    @Test
    void saysThatACommandListensElsewhere() {
        var command = String.join(" ", FakeServer.command("mute", "{port}"));

        var failure =
                assertThrows(
                        ServerFailedException.class,
                        () ->
                                new ServerProcesses(SHORT)
                                        .start(
                                                ServerChoice.parse("exec:" + command),
                                                SMALL,
                                                ServeOptions.of(Protocol.RAW, 1)));

        assertTrue(failure.getMessage().contains("did not listen on"), failure.getMessage());
    }

    @Test
    void refusesPortsThatAreTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var choice =
                    new ServerChoice.OfCommand(
                            "exec", List.of("true"), OptionalInt.of(taken.getLocalPort()));

            var failure =
                    assertThrows(
                            ServerFailedException.class,
                            () -> processes.start(choice, SMALL, ServeOptions.of(Protocol.RAW, 1)));

            assertTrue(failure.getMessage().contains("is taken"), failure.getMessage());
        }
    }

    @Test
    void leavesServersAloneThatRunAlready() throws Exception {
        try (var running = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var choice = ServerChoice.parse("tcp://127.0.0.1:" + running.getLocalPort());

            try (var server = processes.start(choice, SMALL, ServeOptions.of(Protocol.RAW, 1))) {
                assertTrue(server.isAlive() && server.pid().isEmpty() && server.cores() == 0);
                assertThrows(ServerFailedException.class, server::terminate);
            }

            assertFalse(running.isClosed());
        }
    }

    @Test
    void killsAllAndRefusesMore() throws Exception {
        try (var first = processes.start("first", FakeServer.command("mute"), 1);
                var second = processes.start("second", FakeServer.command("mute"), 1)) {

            processes.killAndRefuse();

            assertFalse(first.isAlive());
            assertFalse(second.isAlive());
            assertTrue(processes.refusing());
            assertThrows(
                    ServerFailedException.class,
                    () -> processes.start("third", FakeServer.command("mute"), 1));
        }
    }

    private static InetSocketAddress inet(Server server) {
        return (InetSocketAddress) server.address();
    }
}
