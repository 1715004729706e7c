package io.heddle.udp;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Who receives by a socket: its loop, or for a while a worker that the loop has lent it to.
///
/// ```text
///            offer              take
///   LOOP ------------> OFFERED ------> a worker
///     ^   take back       |               |
///     +-------------------+---------------+
///                   give back, take back
/// ```
///
/// A worker from whom it was taken back may receive one more datagram meanwhile, which does no
/// harm.
final class SocketRole {

    private enum Holder {
        LOOP,
        OFFERED
    }

    private final Receiver receiver;
    private final AtomicReference<Object> holder = new AtomicReference<>(Holder.LOOP);
    private volatile @Nullable Throwable failure; // of a worker's receiving
    private volatile long received; // a guess: one writer, nearly always
    private volatile @Nullable Thread loop; // waits for the end

    SocketRole(Receiver receiver) {
        this.receiver = receiver;
    }

    /// Called by the loop.
    void offer() {
        failure = null;
        loop = Thread.currentThread();
        holder.set(Holder.OFFERED);
    }

    /// Called by the loop.
    void takeBack() {
        holder.set(Holder.LOOP);
        receiver.port().wake(); // who has it, and waits
    }

    /// How many datagrams workers have received by it.
    long received() {
        return received;
    }

    /// Whether nobody has taken it yet.
    boolean isOffered() {
        return holder.get() == Holder.OFFERED;
    }

    boolean isLent() {
        return holder.get() != Holder.LOOP;
    }

    /// Called by the loop, when it has the role again.
    ///
    /// @throws IOException what a worker met
    void checkFailure() throws IOException {
        Throwable met = failure;
        failure = null;
        switch (met) {
            case null -> {}
            case IOException ofSystem -> throw ofSystem;
            case Error ofMachine -> throw ofMachine;
            default -> throw new IOException(met);
        }
    }

    boolean take(Object worker) {
        return holder.compareAndSet(Holder.OFFERED, worker);
    }

    @SuppressWarnings("ReferenceEquality") // it is a thread's
    boolean isHeldBy(Object worker) {
        return holder.get() == worker;
    }

    void giveBack(Object worker, @Nullable Throwable met) {
        if (isHeldBy(worker)) {
            failure = met;
        }
        if (holder.compareAndSet(worker, Holder.LOOP)) {
            LockSupport.unpark(loop);
        }
    }

    /// Receives a datagram that is there.
    ///
    /// @return null if there is none
    @SuppressWarnings("NonAtomicVolatileUpdate") // by who has it
    @Nullable Datagram receive() throws IOException {
        Datagram datagram = receiver.receiveOne();
        if (datagram != null) {
            received = received + 1;
        }
        return datagram;
    }

    /// Waits for a datagram.
    ///
    /// @return false if the thread is interrupted
    boolean await() {
        return receiver.port().awaitDatagram();
    }
}
