package io.heddle;

import io.heddle.internal.poll.PolledSocket;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A link to a peer: bytes in, bytes out. A server accepts it ([SocketServer]), or a client makes
/// it ([Connector]).
///
/// The calls that move bytes block the calling virtual thread, never a carrier. One thread may read
/// while others write; writes of several threads are ordered whole call by whole call. Whatever
/// closes the connection wakes a waiting reader and waiting writers, which then throw
/// [ConnectionClosedException]. An interrupt, a timeout or a deadline fails one call, with a
/// [WaitEndedException]: the connection stays usable.
///
/// A handler need not close its connection: that happens when it returns. Who made one closes it.
public final class Connection extends SocketConnection implements Closeable {

    /// The connection that a task of a [TaskScope] works for.
    static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(Connection.class, "end", CloseReason.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long id;
    private final ConnectionInput input;
    private final ConnectionOutput output;

    private volatile long bytesIn; // written by the one reader
    private volatile long bytesOut; // written under the write order of output
    private boolean answered; // whether bytes moved to the peer last; a guess for other threads
    private volatile boolean closed; // by this side: no more reads and writes
    private volatile @Nullable Thread thread; // the handler's

    @SuppressWarnings("UnusedVariable") // the first thing that ended it; set through END
    private volatile @Nullable CloseReason end;

    private int place; // in the registry; guarded by its lock

    Connection(long id, Origin origin, PolledSocket socket) throws IOException {
        super(origin, socket);
        this.id = id;
        this.input = new ConnectionInput(this);
        this.output = new ConnectionOutput(this);
    }

    /// The connection that the calling thread works for, as its handler or as a task of a
    /// [TaskScope].
    ///
    /// @throws IllegalStateException if it works for none
    public static Connection current() {
        Connection connection = currentOrNull();
        if (connection == null) {
            throw new IllegalStateException(
                    Thread.currentThread().getName() + " works for no connection");
        }
        return connection;
    }

    static @Nullable Connection currentOrNull() {
        Connection served = ConnectionTask.servedBy(Thread.currentThread());
        return served != null || !CURRENT.isBound() ? served : CURRENT.get();
    }

    /// A number that no other connection of the server, or of the connector, ever has, counted from
    /// 1. The thread of a handler is named `connection-` and this number.
    @Override
    public long id() {
        return id;
    }

    /// The bytes from the peer. The same object each time.
    @Override
    public ConnectionInput input() {
        return input;
    }

    /// The bytes to the peer. The same object each time.
    @Override
    public ConnectionOutput output() {
        return output;
    }

    /// Reads at least one byte, waiting for it, and at most as many as the buffer has room for.
    /// Throws what all reads throw: [ConnectionInput].
    ///
    /// @param target any kind of buffer with room for at least one byte; its position moves
    /// @return how many bytes were read, or -1 at the end of the peer's stream
    public int read(ByteBuffer target) throws IOException {
        return input.read(target);
    }

    /// Writes all remaining bytes of the buffer, waiting while the peer does not read. Throws what
    /// all writes throw: [ConnectionOutput].
    ///
    /// @param source any kind of buffer; its position moves as bytes are written
    public void write(ByteBuffer source) throws IOException {
        output.write(source);
    }

    /// Writes all remaining bytes of the buffers, in their order, as one write: no other thread's
    /// bytes come between. Few small buffers leave in one packet.
    public void write(ByteBuffer... sources) throws IOException {
        output.write(sources);
    }

    /// Ends our stream: the peer reads what was written, then the end. Reading goes on. Later
    /// writes throw [ConnectionClosedException]. Does nothing the second time.
    public void shutdownOutput() throws IOException {
        output.shutdown();
    }

    /// Refuses the rest of the peer's stream: reads return the end from now on, a waiting one too.
    /// What the peer still sends is dropped when the connection ends. Does nothing the second time.
    public void shutdownInput() throws ConnectionClosedException {
        input.refuse();
    }

    /// Does some work that does not read from the connection, and meanwhile watches whether the
    /// peer leaves: ends its stream, or resets the connection. Nobody can see past bytes that the
    /// peer has sent and the handler has not read; the first of them ends the watch.
    ///
    /// The watch takes a virtual thread, and the reader's place: to read meanwhile, or to watch a
    /// second time, is an error.
    ///
    /// @param watch what happens when the peer leaves
    /// @return what the work returns, even if the peer has gone
    /// @throws X whatever the work throws
    /// @throws HeddleException if the work was interrupted: [PeerClosedException] for the end of
    ///   the stream, [PeerResetException] for a broken connection
    public <T extends @Nullable Object, X extends Throwable> T watchingPeer(
            PeerWatch watch, ScopedValue.CallableOp<? extends T, X> work)
            throws X, HeddleException {
        return watch == PeerWatch.OFF
                ? work.call()
                : new PeerWatcher(this, watch == PeerWatch.CANCEL).during(work);
    }

    /// Whether the peer is known to have gone: its stream has been read to the end, or is broken.
    public boolean isPeerGone() {
        return input.hasEnded() || end == CloseReason.PEER_RESET;
    }

    /// How many bytes were read so far, whether the handler has taken them or not. What a transport
    /// adds to them is not counted.
    @Override
    public long bytesIn() {
        return bytesIn;
    }

    /// How many bytes were written so far, likewise.
    @Override
    public long bytesOut() {
        return bytesOut;
    }

    /// Whether this side may still use it: false from [#close()] or [#abort()] on. The end of the
    /// peer's stream does not close a connection.
    @Override
    public boolean isOpen() {
        return !closed;
    }

    /// Ends the connection in good order. The peer reads everything that a write call had accepted,
    /// then the end of the stream. Does not block; any thread may call it, again and again.
    ///
    /// Readers and writers that wait are woken with [ConnectionClosedException]. The socket itself
    /// is released when the handler has returned and the peer has closed its side, or the linger
    /// timeout ([Timeouts#linger()]) is over; that of a connection that a [Connector] made, at
    /// once.
    @Override
    public void close() {
        close(CloseReason.COMPLETED);
    }

    @Override
    void close(CloseReason reason) {
        noteEnd(reason);
        closed = true;
        try {
            endOutput();
        } catch (IOException | RuntimeException gone) {
            // the peer reset it or abort() was quicker: there is nothing left to end in good order
        }
        socket().wakeBoth();
        origin().closed(this);
    }

    /// Ends the connection at once with a reset: what the peer has not read yet is lost, and its
    /// next read or write fails. Does not block; any thread may call it, again and again. Readers
    /// and writers that wait are woken with [ConnectionClosedException].
    public void abort() {
        noteEnd(CloseReason.ABORTED);
        closed = true;
        try {
            option(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException | RuntimeException gone) {
            // closed already
        }
        release();
    }

    /// Closes the socket itself, and wakes whoever waits for it. Does not block.
    void release() {
        try {
            socket().close();
        } catch (IOException gone) {
            // it is closed for us whatever the system says
        }
        origin().released(this);
    }

    /// The hard limit: ends the connection at once, on the wheel's thread. What was written is
    /// still delivered if the peer reads it; a peer that does not read is reset.
    @Override
    void expire(TimeoutPhase phase) {
        if (phase == TimeoutPhase.WRITE || phase == TimeoutPhase.WRITE_RATE) {
            noteEnd(CloseReason.TIMED_OUT);
            abort();
        } else {
            close(CloseReason.TIMED_OUT);
            release();
        }
    }

    /// The soft limit: tells those who want to know.
    @Override
    void timedOut(TimeoutPhase phase) {
        origin().observers().timedOut(this, phase);
    }

    @Override
    void handshaken(Duration took, @Nullable Throwable failure) {
        origin().observers().handshaken(this, took, failure);
    }

    /// The last means against a handler that goes on without its connection.
    @Override
    void interruptHandler() {
        Thread handler = thread;
        if (handler != null) {
            handler.interrupt();
        }
    }

    /// Remembers why the connection ended; only the first reason counts.
    void noteEnd(CloseReason reason) {
        END.compareAndSet(this, null, reason);
    }

    /// Ends what the handler has left: lingers, if the peer may still be reading or sending, and
    /// closes the socket; resets a peer that was over a limit of writes. Called once, on the
    /// handler's thread, after the handler.
    ///
    /// @param failure what the handler threw, or null
    /// @return why the connection ended
    CloseReason finish(@Nullable Throwable failure) {
        boolean overdue = isOverdue();
        boolean stuck = isStuck();
        stopTimers();
        Thread.interrupted(); // was meant for the handler
        noteEnd(failure == null && overdue ? CloseReason.TIMED_OUT : reasonOf(failure));
        closed = true;
        socket().wakeBoth(); // threads that the handler has left behind
        try {
            if (stuck && end == CloseReason.TIMED_OUT) {
                abort(); // an end in good order would tell it that it has everything
            } else if (end != CloseReason.ABORTED && end != CloseReason.PEER_RESET) {
                LingeringClose.await(this, timeouts().linger());
            }
        } finally { // whatever such a thread does meanwhile
            input.abandon();
            release();
        }
        return Objects.requireNonNull(end);
    }

    /// Ends what was never a connection to anybody.
    void drop() {
        stopTimers();
        closed = true;
        input.abandon();
        release();
    }

    private CloseReason reasonOf(@Nullable Throwable failure) {
        return failure == null && isTold() ? CloseReason.DRAINED : CloseReason.of(failure);
    }

    /// Whether nothing is under way, as far as bytes tell: the peer has sent nothing yet, or has
    /// sent nothing since it was answered.
    boolean seemsIdle() {
        return bytesIn == 0 || answered;
    }

    void checkNotClosed() throws ConnectionClosedException {
        if (closed) {
            throw new ConnectionClosedException(this + " is closed");
        }
    }

    @Override
    HeddleException broken(IOException failure) {
        if (closed) {
            return new ConnectionClosedException(this + " is closed");
        }
        noteEnd(CloseReason.PEER_RESET);
        return new PeerResetException(this + " broke", failure);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by the one reader
    void countIn(int bytes) {
        if (isUnintroduced()) {
            return; // a preamble is not of the stream
        }
        answered = false;
        bytesIn = bytesIn + bytes;
        origin().traffic().bytesIn().add(bytes);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the write order
    void countOut(long bytes) {
        answered = true;
        bytesOut = bytesOut + bytes;
        origin().traffic().bytesOut().add(bytes);
    }

    int place() {
        return place;
    }

    void place(int place) {
        this.place = place;
    }

    /// The connection as it is now. Any thread; does not block.
    public ConnectionSnapshot snapshot() {
        return Inspection.of(this);
    }

    /// The thread of its handler.
    ///
    /// @return null before that has begun
    @Nullable Thread handlerThread() {
        return thread;
    }

    /// Says that the calling thread is the handler's, and starts the clocks.
    void attach() {
        thread = Thread.currentThread();
        startTimers();
    }

    @Override
    boolean isServedBy(Thread candidate) {
        return thread == candidate;
    }

    /// The id and the peer, `connection-7 of 127.0.0.1:40312`, or, of a peer without an address,
    /// `connection-7 of a peer of unix:/run/echo`.
    @Override
    public String toString() {
        SocketAddress peer = peerAddress();
        return "connection-"
                + id
                + (Addresses.isUnnamed(peer)
                        ? " of a peer of " + Addresses.print(localAddress())
                        : " of " + Addresses.print(peer));
    }
}
