package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a dump looks like, to the letter, in virtual time. Ports and lines of source are left out.
class DumpTest {

    private static final Pattern PORT = Pattern.compile("(127\\.0\\.0\\.1:)\\d+");
    private static final Pattern LINE = Pattern.compile("((?:DumpTest|Deadline)\\.java):\\d+");

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void letTasksEnd() {
        end.countDown();
    }

    /// By the byte that the peer sends: `w` waits for two tasks, `s` works, `d` waits for the peer
    /// under a limit of its own.
    private void serve(Connection connection) throws Exception {
        switch (connection.input().read()) {
            case 'w' -> awaitTasks();
            case 's' -> work();
            default -> connection.input().transferTo(connection.output());
        }
    }

    private void awaitTasks() throws Exception {
        try (TaskScope<Object, Exception> tasks = TaskScope.allSucceed()) {
            for (int i = 0; i < 2; i++) {
                tasks.fork(() -> {
                    askBackend();
                    return "";
                });
            }
            tasks.join();
        }
    }

    private void askBackend() throws InterruptedException {
        end.await();
    }

    private void work() throws InterruptedException {
        end.await();
    }

    private VirtualServer start() throws IOException {
        Timeouts timeouts = Timeouts.DEFAULT.withHandler(Duration.ofMinutes(5));
        ServerConfig config =
                ServerConfig.on(
                                ListenerConfig.on(TestPeer.loopback(0)).withName("public"),
                                ListenerConfig.on(TestPeer.loopback(0))
                                        .withName("admin")
                                        .withLimits(
                                                ListenerLimits.NONE
                                                        .withMaxConnections(8)
                                                        .withRate(AcceptRate.perSecond(100))
                                                        .withExempt(true)))
                        .withName("shop")
                        .withTimeouts(timeouts)
                        .withLimits(
                                Limits.DEFAULT
                                        .withReserved(10)
                                        .withAtLimit(AtLimit.queue(Duration.ofSeconds(5)))
                                        .withAddresses(AddressLimits.UNLIMITED.withPerAddress(100)))
                        .withObservers(List.of());
        return VirtualServer.start(config, this::serve);
    }

    /// One that reads, one whose tasks wait, one that works, one that has sent nothing.
    private void fill(VirtualServer server) {
        server.peer().send("echo").expect("cho");
        awaitPhase(server, 1, ConnectionPhase.READING);
        server.advance(Duration.ofSeconds(4));
        server.peer().send("w");
        eventually().until(() -> waitingTasks(server, 2) == 2);
        awaitPhase(server, 2, ConnectionPhase.WORKING);
        server.peer().send("s");
        awaitPhase(server, 3, ConnectionPhase.WORKING);
        server.advance(Duration.ofMillis(8_340));
        server.peer();
        awaitPhase(server, 4, ConnectionPhase.READING);
        server.advance(Duration.ofMillis(120));
        server.peer();
        awaitCounted(server, 5);
        server.server().suspend("admin");
        eventually()
                .until(() ->
                        server.server().snapshot(0).listeners().getLast().state()
                                == ListenerSnapshot.State.SUSPENDED);
    }

    /// Until the listener counts them too, which it does after the server.
    private static void awaitCounted(VirtualServer server, int connections) {
        eventually()
                .until(() ->
                        server.server().snapshot(0).listeners().getFirst().connections()
                                == connections);
    }

    private static void awaitPhase(VirtualServer server, long id, ConnectionPhase phase) {
        eventually()
                .until(() ->
                        server.server()
                                .connection(id)
                                .filter(connection -> connection.snapshot().phase() == phase)
                                .filter(connection -> isWhereItStays(connection, phase))
                                .isPresent());
    }

    /// A handler that has read its byte works before it gets to where it waits, for its tasks or
    /// for the end of the test.
    private static boolean isWhereItStays(Connection connection, ConnectionPhase phase) {
        String at = connection.snapshot().at();
        return phase != ConnectionPhase.WORKING
                || at.contains("DumpTest.work")
                || at.contains("Deadline.park");
    }

    private static long waitingTasks(VirtualServer server, long id) {
        return server.server()
                .connection(id)
                .map(connection ->
                        connection.snapshot().tasks().stream()
                                .filter(task -> task.state() == Thread.State.WAITING)
                                .count())
                .orElse(0L);
    }

    private static String stable(String dump) {
        return LINE.matcher(PORT.matcher(dump).replaceAll("$1*****")).replaceAll("$1");
    }

    @Test
    void textIsATreeThatPeopleRead() throws Exception {
        try (var server = start()) {
            fill(server);

            String text = server.server().snapshot(4).toText();

            assertEquals(
                    """
                    server shop: RUNNING, not ready, age 12.4 s, 5 connections of 65,536, in 6 B, out 3 B
                    ├─ limits: at most 65,536 (10 reserved), then QUEUE 1,024 for 5 s, per address 100
                    ├─ listener public on 127.0.0.1:*****: ACCEPTING, 5 connections, 0 queued
                    │  ├─ connection-1  127.0.0.1:*****  READING  age 12.4 s  idle 12.4 s  in 4 B  out 3 B  idle limit in 47.5 s
                    │  ├─ connection-2  127.0.0.1:*****  WORKING  age  8.4 s  idle      -  in 1 B  out 0 B  handler limit in 4 min 51 s  at io.heddle.Deadline.park(Deadline.java)
                    │  │  ├─ connection-2-task-1  WAITING  at io.heddle.DumpTest.askBackend(DumpTest.java)
                    │  │  └─ connection-2-task-2  WAITING  at io.heddle.DumpTest.askBackend(DumpTest.java)
                    │  ├─ connection-3  127.0.0.1:*****  WORKING  age  8.4 s  idle      -  in 1 B  out 0 B  handler limit in 4 min 51 s  at io.heddle.DumpTest.work(DumpTest.java)
                    │  ├─ connection-4  127.0.0.1:*****  READING  age 120 ms  idle 120 ms  in 0 B  out 0 B  first-byte limit in 9.8 s
                    │  └─ … and 1 more
                    └─ listener admin on 127.0.0.1:*****: SUSPENDED, 0 connections of 8, 0 queued, 100 in 1 s, exempt
                    """,
                    stable(text));
            end.countDown();
        }
    }

    @Test
    void jsonSaysTheSameToPrograms() throws Exception {
        try (var server = start()) {
            fill(server);

            String json = server.server().snapshot(2).toJson();

            assertEquals(
                    """
                    {
                      "name": "shop",
                      "state": "running",
                      "ready": false,
                      "age_ms": 12460,
                      "connections": 5,
                      "bytes_in": 6,
                      "bytes_out": 3,
                      "limits": {
                        "max_connections": 65536,
                        "reserved": 10,
                        "at_limit": "queue",
                        "per_address": 100,
                        "per_network": null,
                        "address_rate_count": null,
                        "address_rate_per_ms": null
                      },
                      "listeners": [
                        {
                          "name": "public",
                          "address": "127.0.0.1:*****",
                          "state": "accepting",
                          "max_connections": null,
                          "at_limit": null,
                          "rate_count": null,
                          "rate_per_ms": null,
                          "exempt": false,
                          "connections": 5,
                          "queued": 0,
                          "listed": [
                            {
                              "id": 1,
                              "peer": "127.0.0.1:*****",
                              "phase": "reading",
                              "age_ms": 12460,
                              "idle_ms": 12460,
                              "bytes_in": 4,
                              "bytes_out": 3,
                              "limit": "idle",
                              "limit_in_ms": 47540,
                              "at": null,
                              "tasks": []
                            },
                            {
                              "id": 2,
                              "peer": "127.0.0.1:*****",
                              "phase": "working",
                              "age_ms": 8460,
                              "idle_ms": 0,
                              "bytes_in": 1,
                              "bytes_out": 0,
                              "limit": "handler",
                              "limit_in_ms": 291540,
                              "at": "io.heddle.Deadline.park(Deadline.java)",
                              "tasks": [
                                {
                                  "name": "connection-2-task-1",
                                  "state": "waiting",
                                  "at": "io.heddle.DumpTest.askBackend(DumpTest.java)"
                                },
                                {
                                  "name": "connection-2-task-2",
                                  "state": "waiting",
                                  "at": "io.heddle.DumpTest.askBackend(DumpTest.java)"
                                }
                              ]
                            }
                          ]
                        },
                        {
                          "name": "admin",
                          "address": "127.0.0.1:*****",
                          "state": "suspended",
                          "max_connections": 8,
                          "at_limit": null,
                          "rate_count": 100,
                          "rate_per_ms": 1000,
                          "exempt": true,
                          "connections": 0,
                          "queued": 0,
                          "listed": []
                        }
                      ]
                    }
                    """,
                    stable(json) + "\n");
            end.countDown();
        }
    }

    @Test
    void numbersOfConnectionsAreEnoughIfNoneIsListed() throws Exception {
        try (var server = VirtualServer.start(Timeouts.DEFAULT, Servers.ECHO)) {
            server.peer();
            awaitCounted(server, 1);

            String text = server.server().snapshot(0).toText();

            assertTrue(text.endsWith("0 queued\n   └─ 1 not listed\n"), text);
        }
    }

    @Test
    void namesCannotForgeLines() throws Exception {
        String name = "x\u001b[2J\n└─ listener";
        ServerConfig config =
                ServerConfig.on(ListenerConfig.on(TestPeer.loopback(0)).withName(name))
                        .withName(name)
                        .withObservers(List.of());
        try (var server = SocketServer.start(config, Servers.ECHO)) {
            ServerSnapshot snapshot = server.snapshot(1);

            assertEquals(3, snapshot.toText().lines().count(), snapshot.toText());
            assertFalse(snapshot.toText().contains("\u001b"), snapshot.toText());
            assertTrue(
                    snapshot.toJson().contains("\"x\\u001B[2J\\n└─ listener\""), snapshot.toJson());
        }
    }

    @Test
    void stoppedServerCanBeDumped() throws Exception {
        SocketServer server = Servers.echo();
        SocketAddress address = server.addresses().getFirst();
        server.close();

        String text = server.snapshot(1).toText();

        assertTrue(text.startsWith("server heddle: STOPPED, not ready, age "), text);
        assertTrue(text.contains(Addresses.print(address) + ": CLOSED"), text);
    }

    @Test
    void numberOfConnectionsIsChecked() throws Exception {
        try (var server = Servers.echo()) {
            var refused = assertThrows(IllegalArgumentException.class, () -> server.snapshot(-1));

            assertEquals("mostConnections must be at least 0, was -1", refused.getMessage());
        }
    }
}
