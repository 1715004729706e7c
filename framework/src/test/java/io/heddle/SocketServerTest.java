package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SocketServerTest {

    @Test
    void echoesWhatItReads() throws Exception {
        try (var server = Servers.echo();
                var peer = TestPeer.connect(server)) {

            peer.send("hello").halfClose();

            peer.expect("hello").expectEnd();
        }
    }

    @Test
    void listensWhenStartReturns() throws Exception {
        try (var server = Servers.echo()) {
            assertTrue(server.port() > 0);
            assertEquals("heddle", server.name());
            assertEquals(
                    server.port(), ((InetSocketAddress) server.addresses().getFirst()).getPort());

            TestPeer.connect(server).close();
        }
    }

    @Test
    void picksFreePortsForPortZero() throws Exception {
        try (var one = Servers.echo();
                var other = Servers.echo()) {
            assertNotEquals(one.port(), other.port());
        }
    }

    @Test
    void listensOnSeveralAddresses() throws Exception {
        ServerConfig config =
                ServerConfig.on(
                                ListenerConfig.on(TestPeer.loopback(0)).withName("first"),
                                ListenerConfig.on(TestPeer.loopback(0)).withName("second"),
                                ListenerConfig.on(TestPeer.loopback(0)).withName("third"))
                        .withObservers(List.of());
        ConnectionHandler namesItsListener =
                connection -> connection.output().write(connection.listenerName().getBytes(UTF_8));
        List<String> names = List.of("first", "second", "third");

        try (var server = SocketServer.start(config, namesItsListener)) {

            for (int i = 0; i < names.size(); i++) {
                try (var peer = TestPeer.connect(server.addresses().get(i))) {
                    peer.expect(names.get(i)).expectEnd();
                }
            }
            assertEquals(3, server.addresses().stream().distinct().count());
        }
    }

    @Test
    void servesBothFamiliesOnTheWildcardAddress() throws Exception {
        Requirement.hold(hasIpv6(), "IPv6 on the loopback");
        ServerConfig config = ServerConfig.onPort(0).withObservers(List.of());
        try (var server = SocketServer.start(config, Servers.ECHO)) {

            try (var four = TestPeer.connect(address("127.0.0.1", server.port()));
                    var six = TestPeer.connect(address("::1", server.port()))) {

                four.echo("over IPv4");
                six.echo("over IPv6");
            }
        }
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket()) {
            socket.bind(address("::1", 0));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void refusesPeersAfterClose() throws Exception {
        SocketServer server = Servers.echo();

        server.close();

        assertThrows(UncheckedIOException.class, () -> TestPeer.connect(server).close());
    }

    @Test
    void closesOnlyOnce() throws Exception {
        var observer = new RecordingObserver();
        SocketServer server = Servers.start(Servers.ECHO, observer);

        server.close();
        server.close();
        server.close();

        assertEquals(List.of("started", "stopped"), observer.events());
    }

    @Test
    void waitsForHandlersWhenItCloses() throws Exception {
        var handlerReturned = new AtomicBoolean();
        ConnectionHandler handler =
                connection -> {
                    try {
                        connection.input().read();
                    } finally {
                        handlerReturned.set(true);
                    }
                };
        SocketServer server = Servers.start(handler);
        try (var peer = TestPeer.connect(server)) {
            eventually().until(() -> server.connections() == 1);
            Background peerGoesAlong = Background.start(() -> peer.expectEnd().close());

            server.close();

            assertTrue(handlerReturned.get());
            assertEquals(0, server.connections());
            peerGoesAlong.join();
        }
    }

    @Test
    void interruptsHandlersThatDoNotReturnAfterClose() throws Exception {
        var interrupted = new CompletableFuture<InterruptedException>();
        ConnectionHandler deaf =
                connection -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.complete(e);
                    }
                };
        var server = SocketServer.start(Servers.configWithLinger(Duration.ZERO), deaf);
        try (var _ = TestPeer.connect(server)) {
            eventually().until(() -> server.connections() == 1);

            server.close();

            assertTrue(interrupted.isDone());
        }
    }

    @Test
    void leavesThePortFreeForTheNextServerAtOnce() throws Exception {
        ServerConfig config =
                ServerConfig.on(TestPeer.loopback(Servers.unusedPort()))
                        .withTimeouts(Timeouts.DEFAULT.withLinger(Duration.ZERO))
                        .withObservers(List.of());

        for (int round = 0; round < 100; round++) {
            var server = SocketServer.start(config, Servers.ECHO);
            try (var peer = TestPeer.connect(server)) {
                peer.echo("x");
                server.close(); // first, so that the kernel remembers the connection on our side
            }
        }
    }

    @Test
    void leavesNothingBehindWhenOneListenerCannotBind() throws Exception {
        try (var occupied = new ServerSocket()) {
            occupied.bind(TestPeer.loopback(0));
            var taken = (InetSocketAddress) occupied.getLocalSocketAddress();
            InetSocketAddress free = TestPeer.loopback(Servers.unusedPort());
            ServerConfig config =
                    ServerConfig.on(ListenerConfig.on(free), ListenerConfig.on(taken))
                            .withName("ill-fated");

            var failure =
                    assertThrows(
                            ListenException.class,
                            () -> SocketServer.start(config, Servers.ECHO).close());

            assertTrue(failure.getMessage().contains("127.0.0.1:" + taken.getPort()));
            assertEquals(0, Threads.countNamedLike("ill-fated"));
            SocketServer.start(ServerConfig.on(free).withObservers(List.of()), Servers.ECHO)
                    .close();
        }
    }

    @Test
    void tellsThoseWhoWaitThatItStopped() throws Exception {
        SocketServer server = Servers.echo();
        Background waiting = Background.start(server::awaitStopped).awaitWaiting();

        server.close();

        waiting.join();
        server.awaitStopped();
    }

    @Test
    void stopsWhenAHandlerClosesIt() throws Exception {
        var self = new CompletableFuture<SocketServer>();
        ConnectionHandler handler =
                connection -> {
                    self.get().close();
                    connection.input().read(); // its connection is closed too
                };
        try (var server = Servers.start(handler)) {
            self.complete(server);

            try (var peer = TestPeer.connect(server)) {
                peer.expectEnd();
            }

            server.awaitStopped();
            assertEquals(0, server.connections());
        }
    }

    @Test
    void survivesTwoThreadsClosingIt() throws Exception {
        for (int round = 0; round < 50; round++) {
            SocketServer server = Servers.echo();
            TestPeer.connect(server).echo("x").close();

            Crowd.of(2, _ -> server.close());

            server.awaitStopped();
        }
    }

    @Test
    void stopsWhenClosedWhileItStarts() throws Exception {
        for (int round = 0; round < 50; round++) {
            var closing = new CompletableFuture<Background>();
            ServerObserver hasty =
                    new ServerObserver() {
                        @Override
                        public void started(SocketServer server) {
                            closing.complete(Background.start(server::close));
                        }
                    };

            SocketServer server = Servers.start(Servers.ECHO, hasty);

            server.awaitStopped();
            closing.get().join();
        }
    }

    @Test
    void stopsWhenAnObserverClosesItWhileItStarts() throws Exception {
        ServerObserver hasty =
                new ServerObserver() {
                    @Override
                    public void started(SocketServer server) {
                        server.close();
                    }
                };

        Background starting =
                Background.start(() -> Servers.start(Servers.ECHO, hasty).awaitStopped());

        starting.join();
    }

    @Test
    void leavesNoThreadAndNoDescriptorAfterManyRounds() throws Exception {
        Servers.echo().close();
        long descriptors = Descriptors.open();

        for (int round = 0; round < 200; round++) {
            try (var server =
                    SocketServer.start(Servers.config().withName("in rounds"), Servers.ECHO)) {
                TestPeer.connect(server).echo("x").close();
            }
        }

        eventually().until(() -> Threads.countNamedLike("in rounds") == 0);
        Descriptors.awaitBackTo(descriptors);
    }

    @Test
    void givesConnectionsIdsAndNamesTheirThreads() throws Exception {
        ConnectionHandler introducesItself =
                connection -> {
                    String thread = Thread.currentThread().getName();
                    connection.output().write((connection.id() + " " + thread).getBytes(UTF_8));
                };
        try (var server = Servers.start(introducesItself)) {
            for (int i = 1; i <= 3; i++) {
                try (var peer = TestPeer.connect(server)) {
                    peer.expect(i + " connection-" + i).expectEnd();
                }
            }
        }
    }

    @Test
    void keepsTheVirtualMachineAlive() throws Exception {
        try (var child = ChildJvm.start(ServerLeftRunning.class)) {
            int port = Integer.parseInt(child.awaitLine("main returns, port "));

            try (var peer = TestPeer.connect(TestPeer.loopback(port))) {
                peer.echo("still here").send("stop").halfClose();
            }

            assertTrue(child.awaitExit(), "the server was closed, the machine lives on");
        }
    }

    /// Starts a server and forgets it.
    static final class ServerLeftRunning {

        private static final AtomicReference<SocketServer> SERVER = new AtomicReference<>();

        private ServerLeftRunning() {}

        public static void main(String[] args) throws IOException {
            SERVER.set(Servers.start(ServerLeftRunning::echoUntilStop));
            System.out.println("main returns, port " + SERVER.get().port());
        }

        private static void echoUntilStop(Connection connection) throws IOException {
            var bytes = new byte[100];
            for (int n = connection.input().read(bytes);
                    n > 0;
                    n = connection.input().read(bytes)) {
                if (new String(bytes, 0, n, UTF_8).equals("stop")) {
                    SERVER.get().close();
                    return;
                }
                connection.output().write(bytes, 0, n);
            }
        }
    }
}
