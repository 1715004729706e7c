package io.heddle.loadtest.client.thread;

import io.heddle.loadtest.client.Lifetime;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.client.protocol.Codecs;
import io.heddle.loadtest.client.transport.ClientSocket;
import io.heddle.loadtest.client.transport.Wires;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One connection of the load and its successors, on a thread of its own.
///
/// What fails here is counted, and the connection replaced; only a wrong reply ends the load.
final class ThreadConnection {
    private static final long RETRY_NANOS = 50_000_000;
    private static final long STAMP_SEQUENCE = 0xFFFF_FFFFL;

    private final LoadSpec spec;
    private final int id;
    private final Scoreboard scoreboard;
    private final ConnectPace pace;
    private final Wires wires;
    private final Codecs codecs;
    private final SplittableRandom random;
    private final int weights;
    private final WaitLimit limit = new WaitLimit(); // of its thread, cut off by any

    private long sequence;
    private long lifeRequests;
    private @Nullable Link link;

    private volatile @Nullable ClientSocket socket; // written by its thread, closed by any
    private volatile boolean ended;

    ThreadConnection(LoadSpec spec, int id, Scoreboard scoreboard, ConnectPace pace)
            throws IOException {
        this.spec = spec;
        this.id = id;
        this.scoreboard = scoreboard;
        this.pace = pace;
        wires = Wires.of(spec.endpoint());
        var operations = spec.mix().stream().map(Share::operation).toList();
        codecs = Codecs.of(spec.endpoint(), operations, spec.engine().verification());
        random = new SplittableRandom(id);
        weights = spec.mix().stream().mapToInt(Share::weight).sum();
    }

    /// Opens the socket, if it is not open, and does what comes before the first request.
    void connect() throws IOException {
        if (link != null) {
            return;
        }
        pace.await();
        long begin = System.nanoTime();
        var opened = ClientSocket.open(spec.endpoint());
        socket = opened;
        limit.beginUntil(begin + spec.limits().connect().toNanos(), opened);
        try {
            if (ended) {
                throw new IOException("the load was closed");
            }
            opened.connect(spec.endpoint().address());
            var connected = new Link(opened, wires.over(opened), codecs.create());
            connected.open();
            if (limit.end()) {
                throw new SocketTimeoutException("connecting took too long");
            }
            link = connected;
        } catch (IOException e) {
            var _ = limit.end();
            opened.close();
            throw e;
        }
        lifeRequests = 0;
        scoreboard.connected(System.nanoTime() - begin);
    }

    /// Sends and receives until the round is over.
    void serve(Round round) throws WrongReplyException {
        long freeNanos = Long.MIN_VALUE;
        long sent = 0;
        long intended = round.take(sent);
        while (intended != Round.OVER && !ended) {
            if (round.isDueWhenSent()) {
                scoreboard.due(intended);
            }
            exchange(intended, Math.max(intended, freeNanos));
            sent++;
            freeNanos = System.nanoTime();
            intended = round.take(sent);
        }
    }

    private void exchange(long intended, long possible) throws WrongReplyException {
        try {
            connect();
        } catch (WrongReplyException e) {
            throw e;
        } catch (IOException e) {
            scoreboard.failedConnecting(System.nanoTime());
            LockSupport.parkNanos(RETRY_NANOS);
            return;
        }
        var open = link;
        if (open == null) {
            return;
        }
        long written = System.nanoTime();
        scoreboard.sent(written - possible);
        limit.beginUntil(written + spec.limits().timeout().toNanos(), open.socket());
        try {
            open.exchange(draw(), nextStamp());
            if (limit.end()) {
                timedOut(intended, written);
                return;
            }
            long end = System.nanoTime();
            if (open.hasSucceeded()) {
                var exchange = new Exchange(intended, written, open.firstByteNanos(), end);
                scoreboard.replied(id, exchange, open.received());
            } else {
                scoreboard.failed(end);
            }
            retire(open);
        } catch (WrongReplyException e) {
            throw e;
        } catch (IOException e) {
            if (limit.end()) {
                timedOut(intended, written);
            } else {
                scoreboard.failed(System.nanoTime());
                disconnect(true);
            }
        }
    }

    private void timedOut(long intended, long written) {
        long end = System.nanoTime();
        scoreboard.timedOut(new Exchange(intended, written, end, end));
        disconnect(true);
    }

    /// Ends the socket if its life is over.
    private void retire(Link open) {
        lifeRequests++;
        if (open.isSpent()) {
            disconnect(false);
        } else if (lifeRequests == spec.lifetime().requests()) {
            if (spec.lifetime().closedBy() == Lifetime.ClosedBy.SERVER) {
                awaitServersEnd(open);
            }
            disconnect(spec.lifetime().closedBy() == Lifetime.ClosedBy.RESET);
        }
    }

    private void awaitServersEnd(Link open) {
        limit.beginUntil(System.nanoTime() + spec.limits().timeout().toNanos(), open.socket());
        try {
            open.closeAfterServer();
        } catch (IOException e) {
            scoreboard.serverDidNotClose();
        } finally {
            var _ = limit.end();
        }
    }

    /// Closes the socket, if there is one; with `reset`, nothing stays in TIME_WAIT.
    void disconnect(boolean reset) {
        var open = link;
        link = null;
        if (open == null) {
            return;
        }
        try {
            if (reset) {
                open.reset();
            } else {
                open.close();
            }
        } catch (IOException e) {
            // It is given up anyway.
        }
    }

    /// Ends what takes longer than it may; called by another thread.
    void checkLimit(long nowNanos) {
        limit.cutOffAfter(nowNanos);
    }

    /// Ends what its thread waits for, as if it had taken too long; called by another thread.
    void timeOut() {
        limit.cutOff();
    }

    /// Ends whatever its thread waits for; called by another thread.
    void end(boolean reset) {
        ended = true;
        var open = socket;
        try {
            if (reset && open != null && open.channel().isOpen()) {
                open.resetWhenClosed();
            }
        } catch (IOException e) {
            // It is being closed by its thread.
        }
        closeSocket();
    }

    private void closeSocket() {
        var open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Its thread has noticed, or will.
            }
        }
    }

    private long nextStamp() {
        return ((long) id << Integer.SIZE) | (sequence++ & STAMP_SEQUENCE);
    }

    private int draw() {
        int index = 0;
        if (spec.mix().size() > 1) {
            int drawn = random.nextInt(weights);
            for (drawn -= spec.mix().getFirst().weight(); drawn >= 0; ) {
                drawn -= spec.mix().get(++index).weight();
            }
        }
        return index;
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
