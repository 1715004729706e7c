package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// A server, its peers and its handlers in virtual time, which the test lets pass.
///
/// [#close()] ends the peers first, so that nobody lingers in a time that does not pass, and sees
/// to it that no timer is left behind.
final class VirtualServer implements ServerObserver, AutoCloseable {

    private final VirtualWheel time = new VirtualWheel();
    private final SocketServer server;
    private final List<TestPeer> peers = new ArrayList<>();
    private final Queue<TimeoutPhase> timedOut = new ConcurrentLinkedQueue<>();
    private final Queue<CloseReason> reasons = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private VirtualServer(ServerConfig config, ConnectionHandler handler) throws IOException {
        this.server = SocketServer.start(config.withObserver(this), handler, time.wheel(), false);
    }

    static VirtualServer start(Timeouts timeouts, ConnectionHandler handler) throws IOException {
        return start(Servers.configWithSmallBuffers().withTimeouts(timeouts), handler);
    }

    static VirtualServer start(ServerConfig config, ConnectionHandler handler) throws IOException {
        return new VirtualServer(config, handler);
    }

    SocketServer server() {
        return server;
    }

    /// A peer that takes few bytes before it reads.
    TestPeer peer() {
        var peer = TestPeer.withSmallBuffer(server);
        peers.add(peer);
        return peer;
    }

    VirtualWheel time() {
        return time;
    }

    TimerWheel wheel() {
        return time.wheel();
    }

    VirtualServer advance(Duration duration) {
        time.advance(duration);
        return this;
    }

    /// Lets pass what a timer may be late.
    VirtualServer advanceTick() {
        time.advanceTicks(2);
        return this;
    }

    /// What observers were told, so far, of limits that are over.
    List<TimeoutPhase> timedOut() {
        server.flushObservers();
        return List.copyOf(timedOut);
    }

    /// Waits until observers were told of a limit that is over.
    VirtualServer awaitTimedOut() {
        eventually().until(() -> !timedOut.isEmpty());
        return this;
    }

    /// Waits for the end of the connections.
    ///
    /// @return why they ended, in their order
    List<CloseReason> awaitReasons(int connections) {
        eventually().until(() -> reasons.size() >= connections);
        return List.copyOf(reasons);
    }

    CloseReason awaitReason() {
        return awaitReasons(1).getFirst();
    }

    /// A wait of a handler that is none of Heddle's, until the end of the test.
    void awaitEndOfTest() throws InterruptedException {
        end.await();
    }

    @Override
    public void timedOut(Connection connection, TimeoutPhase phase) {
        timedOut.add(phase);
    }

    @Override
    public void closed(Connection connection, CloseReason reason) {
        reasons.add(reason);
    }

    void endPeers() {
        peers.forEach(TestPeer::close);
    }

    @Override
    public void close() {
        endPeers();
        end.countDown();
        server.close();
        assertEquals(0, wheel().size(), "timers left");
    }
}
