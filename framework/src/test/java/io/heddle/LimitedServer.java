package io.heddle;

import static io.heddle.Eventually.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// An echo server with limits, and the peers that come to it. Notes who is turned away, and how
/// many handlers ran at once. [#close()] ends the peers first.
final class LimitedServer implements ServerObserver, AutoCloseable {

    static final String FRONT = "front";
    static final String BACK = "back";

    private final SocketServer server;
    private final Queue<TestPeer> peers = new ConcurrentLinkedQueue<>();
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();

    private LimitedServer(ServerConfig config, ConnectionHandler handler) throws IOException {
        ConnectionHandler counted =
                connection -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    served.incrementAndGet();
                    try {
                        handler.handle(connection);
                    } finally {
                        now.decrementAndGet();
                    }
                };
        this.server = SocketServer.start(config.withObserver(this), counted);
    }

    /// With one listener, the front.
    static LimitedServer start(Limits limits) throws IOException {
        return start(limits, Servers.ECHO, listener(FRONT));
    }

    static LimitedServer start(Limits limits, ListenerConfig... listeners) throws IOException {
        return start(limits, Servers.ECHO, listeners);
    }

    static LimitedServer start(
            Limits limits, ConnectionHandler handler, ListenerConfig... listeners)
            throws IOException {
        ServerConfig config =
                ServerConfig.on(listeners).withObservers(List.of()).withLimits(limits);
        return new LimitedServer(config, handler);
    }

    static ListenerConfig listener(String name) {
        return ListenerConfig.on(TestPeer.loopback(0)).withName(name);
    }

    static Limits atMost(int connections) {
        return Limits.DEFAULT.withMaxConnections(connections);
    }

    SocketServer server() {
        return server;
    }

    /// A peer that may have to wait at the front.
    TestPeer peer() {
        return peer(FRONT);
    }

    /// A peer that may have to wait.
    TestPeer peer(String listener) {
        return keep(TestPeer.connect(address(listener)));
    }

    /// A peer with an address of 127.0.0.0/8, at the front; the test is skipped where there is no
    /// such address.
    TestPeer peerFrom(String address) {
        InetAddress own = InetAddress.ofLiteral(address);
        Requirement.hold(canBind(own), "the address " + address);
        return keep(TestPeer.connectFrom(own, address(FRONT)));
    }

    private static boolean canBind(InetAddress own) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(own, 0));
            return true;
        } catch (IOException notHere) {
            return false;
        }
    }

    /// A peer that has a place at the front.
    TestPeer inside() {
        return peer().echo("in");
    }

    TestPeer inside(String listener) {
        return peer(listener).echo("in");
    }

    TestPeer insideFrom(String address) {
        return peerFrom(address).echo("in");
    }

    private TestPeer keep(TestPeer peer) {
        peers.add(peer);
        return peer;
    }

    /// A peer at the front that waits in the queue, behind those who do already.
    TestPeer queued() {
        int before = snapshot(FRONT).queued();
        TestPeer peer = peer();
        awaitQueued(before + 1);
        return peer;
    }

    void awaitQueued(int peers) {
        eventually().until(() -> snapshot(FRONT).queued() == peers);
    }

    void awaitState(ListenerSnapshot.State state) {
        eventually().until(() -> snapshot(FRONT).state() == state);
    }

    /// Waits until so many connections are open, and those that have ended have given back what
    /// they had.
    void awaitConnections(int connections) {
        eventually().until(() -> connections() == connections);
    }

    private int connections() {
        return server.snapshot(0).listeners().stream()
                .mapToInt(ListenerSnapshot::connections)
                .sum();
    }

    SocketAddress address(String listener) {
        return snapshot(listener).address();
    }

    ListenerSnapshot snapshot(String listener) {
        return server.snapshot(0).listeners().stream()
                .filter(snapshot -> snapshot.name().equals(listener))
                .findFirst()
                .orElseThrow();
    }

    /// How many handlers ran at once, at most.
    int mostAtOnce() {
        return most.get();
    }

    /// How many handlers have begun.
    int served() {
        return served.get();
    }

    /// Waits until so many have been turned away.
    List<Rejection> awaitRejections(int count) {
        eventually().until(() -> rejections.size() >= count);
        return List.copyOf(rejections);
    }

    /// Why so many have been turned away, in their order.
    List<RejectReason> awaitReasons(int count) {
        return awaitRejections(count).stream().map(Rejection::reason).toList();
    }

    /// Why peers have been turned away so far.
    List<RejectReason> reasons() {
        server.flushObservers();
        return rejections.stream().map(Rejection::reason).toList();
    }

    /// Waits until so many alarms have rung, which may be a moment after a peer is served.
    ///
    /// @return all that have rung, each with its number
    List<String> awaitAlarms(int count) {
        eventually().until(() -> alarms.size() >= count);
        server.flushObservers();
        return List.copyOf(alarms);
    }

    @Override
    public void alarmed(SocketServer alarmed, Alarm alarm, int connections) {
        alarms.add(alarm.name() + " " + connections + (alarmed == server ? "" : " elsewhere"));
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    @Override
    public void close() {
        new ArrayList<>(peers).forEach(TestPeer::close);
        server.close();
    }
}
