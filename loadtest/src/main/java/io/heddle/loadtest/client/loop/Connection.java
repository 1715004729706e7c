package io.heddle.loadtest.client.loop;

import io.heddle.loadtest.client.Lifetime.ClosedBy;
import io.heddle.loadtest.client.WrongReplyException;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection of the load and, when it has ended, its successors: one [Link] after the other.
///
/// Belongs to the loop's thread. What fails here is counted, and the connection replaced; only a
/// wrong reply ends the load.
///
/// ```text
/// CLOSED -> QUEUED -> OPENING -> OPEN -> ENDING
///    ^                   |         |        |
///    +-------------------+---------+--------+
/// ```
final class Connection {
    private enum State {
        /// Without a link: waits for a request, or a while after a failure.
        CLOSED,
        /// Without a link: waits for its turn to connect.
        QUEUED,
        /// TCP connects, then TLS and the protocol open.
        OPENING,
        /// Requests can be sent.
        OPEN,
        /// Has ended its output and waits for the server to close.
        ENDING
    }

    private static final long RETRY_NANOS = 50_000_000;

    private final Loop loop;
    private final LoopPlan plan;
    private final int slot;
    private final long id;
    private final InFlight inFlight;

    private State state = State.CLOSED;
    private @Nullable Link link;
    private long sinceNanos;
    private long retryNanos;
    private long openedNanos = Long.MIN_VALUE;
    private long sequence;
    private long startedOnLink;
    private long lastReplyNanos;
    private int reserved;
    private boolean wasOpen;

    /// @param slot its number in its loop
    /// @param id its number in the load, part of its requests' stamps
    Connection(Loop loop, LoopPlan plan, int slot, long id) {
        this.loop = loop;
        this.plan = plan;
        this.slot = slot;
        this.id = id;
        inFlight = new InFlight(plan.pipeline());
    }

    int slot() {
        return slot;
    }

    long id() {
        return id;
    }

    /// The sequence number of the oldest request in flight.
    long oldestSequence() {
        return sequence - inFlight.size();
    }

    /// When its link became usable.
    long openedNanos() {
        return openedNanos;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /// How many requests more it can take now.
    int places() {
        if (state == State.OPEN) {
            int room = plan.pipeline() - inFlight.size();
            return plan.lifeRequests() == 0
                    ? room
                    : (int) Math.min(room, plan.lifeRequests() - startedOnLink);
        }
        return state == State.CLOSED && loop.connectsLazily() && inFlight.isEmpty() ? 1 : 0;
    }

    /// How often it waits in a queue of its loop's demand.
    int reserved() {
        return reserved;
    }

    void reserve() {
        reserved++;
    }

    void release() {
        reserved--;
    }

    void releaseAll() {
        reserved = 0;
    }

    /// Takes a request, to be written with [#write]; only while it has [#places].
    ///
    /// @param possibleNanos when it could have been taken, had the client been infinitely fast
    void add(long intendedNanos, long nowNanos, long possibleNanos) {
        inFlight.add(loop.draw(), intendedNanos, nowNanos);
        sequence++;
        startedOnLink++;
        loop.tally().sent(nowNanos - possibleNanos);
        callAt(nowNanos + plan.timeoutNanos());
    }

    /// Writes what it has taken, as far as the socket takes it; connects first if need be.
    void write(long nowNanos) {
        if (state == State.CLOSED && !inFlight.isEmpty()) {
            queue(nowNanos);
        } else if (state == State.OPEN) {
            try {
                link().write(nowNanos);
            } catch (IOException e) {
                fail(e, nowNanos);
            }
        }
    }

    /// Waits for its turn to connect; only when closed.
    void queue(long nowNanos) {
        state = State.QUEUED;
        sinceNanos = nowNanos;
        loop.connector().queue(this);
    }

    /// Begins to connect; only from the loop's queue.
    void connect(long nowNanos) {
        state = State.OPENING;
        sinceNanos = nowNanos;
        startedOnLink = inFlight.size();
        callAt(nowNanos + plan.connectNanos());
        try {
            link = new Link(loop, plan, this, inFlight, nowNanos);
            if (link.isConnected()) {
                goOnOpening();
            }
        } catch (IOException e) {
            endBecauseOf(e);
        }
    }

    /// A socket is ready.
    void onReady(SelectionKey key) {
        if (link == null || !link.has(key)) {
            return;
        }
        try {
            switch (state) {
                case OPENING -> goOnOpening();
                case OPEN -> {
                    int ready = key.readyOps();
                    if ((ready & SelectionKey.OP_WRITE) != 0) {
                        link.write(System.nanoTime());
                    }
                    if ((ready & SelectionKey.OP_READ) != 0) {
                        read();
                    }
                }
                case ENDING -> read();
                case CLOSED, QUEUED -> {}
            }
        } catch (IOException e) {
            endBecauseOf(e);
        }
    }

    private void endBecauseOf(IOException failure) {
        switch (failure) {
            case WrongReplyException wrong ->
                    loop.fail(
                            new WrongReplyException("%s: %s".formatted(this, wrong.getMessage())));
            case BindException noPort ->
                    fail(loop.connector().portsUsedUp(noPort), System.nanoTime());
            default -> fail(failure, System.nanoTime());
        }
    }

    private void goOnOpening() throws IOException {
        if (link().open(System.nanoTime())) {
            opened(System.nanoTime());
        }
    }

    private void opened(long nowNanos) throws IOException {
        state = State.OPEN;
        openedNanos = nowNanos;
        loop.connector().opened(nowNanos - sinceNanos, !wasOpen);
        wasOpen = true;
        inFlight.writeAll(nowNanos);
        link().write(nowNanos);
        loop.free(this, nowNanos);
        if (link != null && link.hasInput()) {
            read();
        }
    }

    private void read() throws IOException {
        var link = link();
        long before = link.answered();
        if (!link.read()) {
            if (!inFlight.isEmpty()) {
                if (!link.completeByEnd(System.nanoTime())) {
                    throw Link.closedByServer();
                }
                inFlight.lose(loop, lastReplyNanos);
            }
            boolean served = wasServed();
            disconnect(false);
            replace(System.nanoTime(), served);
            return;
        }
        if (link.answered() > before) {
            if (link.isSpent()) {
                inFlight.lose(loop, lastReplyNanos);
                disconnect(false);
                replace(lastReplyNanos, true);
            } else if (inFlight.isEmpty() && startedOnLink == plan.lifeRequests()) {
                retire(lastReplyNanos);
            } else {
                loop.free(this, lastReplyNanos);
            }
        }
    }

    /// Its oldest request is answered.
    ///
    /// @param succeeded whether the server could do what was asked
    void completed(boolean succeeded, long nowNanos) {
        if (succeeded) {
            long response = nowNanos - inFlight.intended(0);
            long service = nowNanos - inFlight.written(0);
            loop.tally().replied(response, service, response > plan.deadlineNanos());
            loop.answered(slot, nowNanos);
        } else {
            loop.tally().failed(1);
            loop.ended(nowNanos);
            loop.trouble(this, new IOException("the server could not do what was asked"));
        }
        inFlight.removeOldest();
        lastReplyNanos = nowNanos;
    }

    /// Asks for a call of [#onTimer] at this time, or earlier.
    void callAt(long nanos) {
        loop.timers().atLatest(slot, nanos);
    }

    /// Its timer has gone off: looks at everything that might have waited for it.
    void onTimer(long nowNanos) {
        switch (state) {
            case CLOSED -> {
                if (!loop.connectsLazily() && nowNanos >= retryNanos) {
                    queue(nowNanos);
                } else if (!loop.connectsLazily()) {
                    callAt(retryNanos);
                }
            }
            case QUEUED -> {}
            case OPENING -> {
                if (isOver(sinceNanos, plan.connectNanos(), nowNanos)) {
                    inFlight.timeOut(loop, state == State.OPEN, nowNanos);
                    fail(new SocketTimeoutException("connecting took too long"), nowNanos);
                }
            }
            case OPEN -> {
                if (inFlight.isEmpty()
                        || !isOver(inFlight.written(0), plan.timeoutNanos(), nowNanos)) {
                    write(nowNanos); // A slow reader or writer may have waited for its turn.
                } else {
                    timeOut(nowNanos);
                }
            }
            case ENDING -> {
                if (isOver(sinceNanos, plan.timeoutNanos(), nowNanos)) {
                    loop.tally().failed(1);
                    fail(new SocketTimeoutException("the server did not close"), nowNanos);
                }
            }
        }
    }

    private boolean isOver(long fromNanos, long boundNanos, long nowNanos) {
        if (nowNanos - fromNanos >= boundNanos) {
            return true;
        }
        callAt(fromNanos + boundNanos);
        return false;
    }

    /// Gives up the requests under way as timed out, and the socket with them.
    void timeOut(long nowNanos) {
        if (inFlight.isEmpty()) {
            return;
        }
        inFlight.timeOut(loop, state == State.OPEN, nowNanos);
        if (state == State.QUEUED) {
            return;
        }
        boolean served = wasServed();
        disconnect(true);
        loop.trouble(
                this,
                new SocketTimeoutException(
                        "no reply for %d ms".formatted(plan.timeoutNanos() / 1_000_000)));
        replace(nowNanos, served);
    }

    /// Ends its link, which has no request under way, as the load's lifetimes ask for.
    void retire(long nowNanos) {
        if (plan.closedBy() != ClosedBy.SERVER) {
            disconnect(plan.closedBy() == ClosedBy.RESET);
            replace(nowNanos, true);
            return;
        }
        state = State.ENDING;
        sinceNanos = nowNanos;
        loop.connector().closed();
        callAt(nowNanos + plan.timeoutNanos());
        try {
            link().shutdownOutput(nowNanos);
        } catch (IOException e) {
            fail(e, nowNanos);
        }
    }

    private void fail(IOException failure, long nowNanos) {
        boolean wasOpening = state == State.OPENING;
        loop.tally().failed(wasOpening && inFlight.isEmpty() ? 1 : 0);
        inFlight.lose(loop, nowNanos);
        boolean served = wasServed();
        disconnect(true);
        loop.trouble(this, failure);
        if (wasOpening) {
            loop.connector().couldNotConnect(failure, sinceNanos, nowNanos);
        }
        replace(nowNanos, served);
    }

    private boolean wasServed() {
        return link != null && link.answered() > 0;
    }

    /// @param atOnce false if the last link was of no use, so that a server that refuses everything
    ///   is not asked again and again
    private void replace(long nowNanos, boolean atOnce) {
        if (loop.connectsLazily()) {
            loop.free(this, nowNanos);
        } else if (atOnce) {
            queue(nowNanos);
        } else {
            retryNanos = nowNanos + RETRY_NANOS;
            callAt(retryNanos);
        }
    }

    /// Closes the link, if there is one; with `reset`, nothing stays in TIME_WAIT.
    void disconnect(boolean reset) {
        if (state == State.OPEN) {
            loop.connector().closed();
        }
        state = State.CLOSED;
        if (link != null) {
            link.close(reset);
            link = null;
        }
    }

    private Link link() {
        return Objects.requireNonNull(link);
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
