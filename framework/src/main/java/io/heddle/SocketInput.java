package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// How bytes come from a socket, by the link of a connection: who waits, what ends the wait, and
/// when it is worth a look before.
///
/// Confined to the connection's one reader, but for what is said of [#refuse()].
abstract class SocketInput extends InputStream {

    private static final int END = -1; // anything below: a signal was quicker than the bytes
    private static final int MAX_CREDIT = 8;
    private static final int WAITS_BETWEEN_LOOKS = 64;

    /// Where a read that finds nothing goes on.
    private enum Look {
        /// Wait, perhaps after a look.
        NONE,
        /// The read in progress is a look.
        LOOKING,
        /// The look found nothing: wait now.
        IN_VAIN
    }

    /// How it is known whether the handler is between two requests.
    private enum Rest {
        /// By the bytes that went to and fro.
        GUESSED,
        /// It has said that it is.
        SAID,
        /// It has said so before, and does not now.
        DENIED
    }

    private final Connection connection;
    private boolean more = true; // the last read left something, as far as we know
    private volatile boolean ended; // the peer's stream; written by the reader, read by any
    private byte credit = 1; // how well looking before waiting has paid
    private byte waits; // since the last look
    private Look look = Look.NONE;
    private boolean rest; // the call in progress waits for more of what it has begun to take
    private boolean stream; // the call in progress takes all that comes, whatever it is
    private Rest atRest = Rest.GUESSED;
    private @Nullable PeerWatcher watcher; // who has the reader's place
    private volatile boolean refused;

    SocketInput(Connection connection) {
        this.connection = connection;
    }

    final Connection connection() {
        return connection;
    }

    /// Says that a call begins that takes all that comes.
    final void beginStream() {
        connection.readTimer().begin();
        stream = true;
    }

    /// Says that it is over.
    final void endStream() {
        stream = false;
        rest = false;
    }

    /// Says that the handler is between two requests.
    final void beginRest() {
        atRest = Rest.SAID;
    }

    /// Says that it is so no longer, and will say so when it is.
    final void endRest() {
        atRest = Rest.DENIED;
    }

    /// Whether the server, if it is stopping, may end this wait.
    private boolean isIdle() {
        return switch (atRest) {
            case SAID -> true;
            case DENIED -> false;
            case GUESSED -> (stream || !rest) && connection.seemsIdle();
        };
    }

    /// Whether a request may be on its way: of a peer that has just come, or may have the answer to
    /// its last one only now.
    private boolean isExpectant() {
        return atRest == Rest.SAID || connection.bytesIn() == 0;
    }

    /// Says whether what comes from now on is the rest of what a call has begun to take.
    final void readsRest(boolean rest) {
        this.rest = rest;
    }

    /// Gives the reader's place to somebody who watches.
    final void lend(PeerWatcher watcher) {
        checkNotWatched();
        this.watcher = watcher;
    }

    /// Takes it back.
    final void takeBack() {
        watcher = null;
    }

    /// Who has the reader's place now.
    final @Nullable PeerWatcher watcher() {
        return watcher;
    }

    final void checkNotWatched() {
        if (watcher != null) {
            throw new IllegalStateException(connection + " is being watched: read afterwards");
        }
    }

    /// Whether the last read left something, as far as is known.
    final boolean leftMore() {
        return more;
    }

    /// Whether the peer's stream has been read to its end.
    final boolean hasEnded() {
        return ended;
    }

    /// Makes reads return the end of the stream, the one that waits too. Any thread.
    ///
    /// The system is not told: it would go on taking bytes that nobody could read any more, and
    /// send a reset in the end.
    final void refuse() throws ConnectionClosedException {
        connection.checkNotClosed();
        refused = true;
        connection.socket().readable().wake();
    }

    /// Whether this side reads no more.
    final boolean isRefused() {
        return refused;
    }

    /// Waits, without a buffer, until a read may return something.
    ///
    /// Before it parks it may let other threads run and then have one look: under load the next
    /// request has often come by then, and the poller need not hear of it. That is kept up while it
    /// pays: a look that finds something earns credit, one that finds nothing costs credit. A
    /// thread that has waited in vain before looks in any case: its peer may be blamed next. So
    /// does one whose server is stopping: what has come is served.
    ///
    /// @return false at the end of the peer's stream
    @SuppressWarnings("ThreadPriorityCheck") // correct without the yield, and faster with it
    final boolean awaitBytes() throws IOException {
        connection.checkNotClosed();
        Deadline deadline = Deadline.nearest();
        if (deadline != null) {
            deadline.check(this);
        }
        checkNotWatched();
        if (ended || refused) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        if (more || connection.socket().readable().take()) {
            return true;
        }
        boolean due = credit > 0 || ++waits >= WAITS_BETWEEN_LOOKS;
        boolean blamed = connection.readTimer().isSilent() || connection.isDraining();
        if (look == Look.NONE && (due || blamed)) {
            waits = 0;
            look = Look.LOOKING;
            Thread.yield();
            return true;
        }
        look = Look.NONE;
        if (connection.isToldToEnd(isIdle(), isExpectant())) {
            throw new DrainingException(this + " while the server is stopping", 0);
        }
        ReadTimer timer = connection.readTimer();
        timer.enter(rest);
        ReadyGate gate = connection.socket().readable();
        ReadyGate.Outcome outcome = deadline == null ? gate.await() : deadline.await(gate);
        timer.leave();
        if (outcome == ReadyGate.Outcome.INTERRUPTED) {
            throw interrupted();
        }
        connection.checkNotClosed();
        return !refused;
    }

    /// Says that there may be something to read that the socket will not tell of: in the transport.
    final void expectMore() {
        more = true;
    }

    /// Waits, for a transport's handshake, until the socket has something. What the peer has sent
    /// goes to the transport.
    ///
    /// @return false if the input is refused, or has ended
    final boolean awaitMore() throws IOException {
        more = false;
        return awaitBytes();
    }

    /// Reads what is there, which may be nothing.
    ///
    /// @return how many bytes, 0 if there were none, -1 at the end of the peer's stream
    final int readNow(ByteBuffer target) throws IOException {
        int count;
        try {
            count = connection.link().read(target);
        } catch (HeddleException refused) {
            connection.noteEnd(CloseReason.of(refused));
            throw refused;
        } catch (ClosedChannelException closed) {
            connection.checkNotClosed();
            throw connection.broken(closed);
        } catch (IOException broken) {
            throw connection.broken(broken);
        }
        more = count > 0 && (!target.hasRemaining() || connection.link().hasMore());
        if (look == Look.LOOKING) {
            credit = (byte) Math.clamp(credit + (count > 0 ? 1 : -1), 0, MAX_CREDIT);
            look = count > 0 ? Look.NONE : Look.IN_VAIN;
        }
        if (count > 0) {
            if (!more) {
                connection.socket().readable().take(); // noted for what was just read
            }
            connection.readTimer().moved();
            connection.countIn(count);
        }
        ended |= count == END;
        return count < END ? 0 : count;
    }

    private ConnectionInterruptedException interrupted() {
        return new ConnectionInterruptedException("interrupted in " + this, 0);
    }

    @Override
    public String toString() {
        return "a read from " + connection;
    }
}
