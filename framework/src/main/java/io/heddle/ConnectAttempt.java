package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.ReadyGate;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One attempt to connect: waits until it is decided, or the caller's time is over, and leaves
/// nothing open then. Confined to its thread.
final class ConnectAttempt {

    private static final long SHORTEST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final ConnectorConfig config;
    private final SocketAddress target;
    private final @Nullable SocketAddress local;
    private final Connector connector;
    private @Nullable Deadline own; // null: as long as it takes
    private long pause = SHORTEST_PAUSE_NANOS;

    /// @param local where from; null: as the system chooses
    /// @param connector knows its socket while it waits: who closes that wakes the thread
    ConnectAttempt(
            ConnectorConfig config,
            SocketAddress target,
            @Nullable SocketAddress local,
            Connector connector) {
        this.config = config;
        this.target = target;
        this.local = local;
        this.connector = connector;
    }

    /// Connects, at once or after a wait.
    ///
    /// @return a connected socket, registered nowhere but with the poller
    PolledSocket connect(Poller poller) throws IOException {
        Duration atMost = config.connect();
        Deadline limit = atMost.equals(Timeouts.NEVER) ? null : Deadline.ofTasks(atMost);
        own = limit;
        if (limit != null) {
            limit.arm();
        }
        try {
            PolledSocket socket = tryOnce(poller);
            while (socket == null) {
                rest();
                socket = tryOnce(poller);
            }
            return socket;
        } finally {
            if (limit != null) {
                limit.disarm();
            }
        }
    }

    /// Connects if that is possible now.
    ///
    /// @return null if a Unix-domain socket has no room in its backlog now: the system does not
    ///   tell when there is
    private @Nullable PolledSocket tryOnce(Poller poller) throws IOException {
        checkTime();
        PolledSocket socket = null;
        boolean connected = false;
        try {
            socket = new PolledSocket(openChannel(target), poller);
            connect(socket);
            connected = true;
            return socket;
        } catch (HeddleException known) {
            throw known;
        } catch (IOException failure) {
            if (isWithoutRoom(failure)) {
                return null;
            }
            throw new ConnectFailedException(
                    target, ConnectFailure.of(failure), failure.getMessage() + from(), failure);
        } finally {
            if (!connected && socket != null) {
                closeQuietly(socket);
            }
        }
    }

    /// Makes a channel of the kind that an address needs, non-blocking.
    static SocketChannel openChannel(SocketAddress target) throws IOException {
        SocketChannel channel =
                target instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
        channel.configureBlocking(false);
        return channel;
    }

    private boolean isWithoutRoom(IOException failure) {
        String words = failure.getMessage();
        return target instanceof UnixDomainSocketAddress
                && words != null
                && words.contains("temporarily unavailable");
    }

    private void connect(PolledSocket socket) throws IOException {
        SocketChannel channel = socket.channel();
        prepare(channel);
        boolean connected = channel.connect(target);
        connector.begins(socket, target);
        try {
            while (!connected) {
                await(socket.writable());
                connected = channel.finishConnect();
            }
        } finally {
            connector.ends(socket);
        }
        checkPeer(channel);
    }

    private void prepare(SocketChannel channel) throws IOException {
        if (target instanceof UnixDomainSocketAddress) {
            config.options().applyKnownTo(channel);
        } else {
            config.options().applyTo(channel);
        }
        if (local != null) {
            channel.bind(local);
        }
    }

    private String from() {
        return local == null ? "" : ", from " + Addresses.print(local);
    }

    /// Where nobody listens on a port that the system gives out, it may give this very port to the
    /// attempt, which then connects to itself.
    ///
    /// @throws ConnectFailedException if that has happened
    private void checkPeer(SocketChannel channel) throws IOException {
        if (local == null && target.equals(channel.getLocalAddress())) {
            throw new ConnectFailedException(
                    target, ConnectFailure.REFUSED, "nobody listens there but itself", null);
        }
    }

    private void await(ReadyGate gate) throws IOException {
        Deadline deadline = nearest();
        ReadyGate.Outcome outcome = deadline == null ? gate.await() : deadline.await(gate);
        if (outcome == ReadyGate.Outcome.INTERRUPTED) {
            throw interrupted();
        }
        checkTime();
    }

    private void rest() throws IOException {
        checkTime();
        LockSupport.parkNanos(this, pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }

    private @Nullable Deadline nearest() {
        Deadline around = Deadline.nearest();
        Deadline mine = own;
        if (around == null || mine == null) {
            return around == null ? mine : around;
        }
        return mine.isBefore(around) ? mine : around;
    }

    private void checkTime() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        Deadline around = Deadline.nearest();
        if (around != null) {
            around.check(this);
        }
        if (own != null && own.isExpired()) {
            throw new ConnectFailedException(
                    target,
                    ConnectFailure.TIMED_OUT,
                    "no answer within " + config.connect() + from(),
                    null);
        }
    }

    private ConnectionInterruptedException interrupted() {
        return new ConnectionInterruptedException("interrupted in " + this, 0);
    }

    static void closeQuietly(PolledSocket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed for us whatever the system says
        }
    }

    @Override
    public String toString() {
        return "a connect to " + Addresses.print(target);
    }
}
