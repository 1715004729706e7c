package io.heddle.internal.poll;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// A non-blocking channel and the gates at which threads wait for it. It is itself the gate of its
/// reader, because that is the one at which a crowd of idle connections waits.
///
/// The channel is registered with the poller by the first thread that has to wait, so one whose
/// data is always there never costs the poller anything.
public class PolledChannel extends ReadyGate {

    private final SelectableChannel channel;
    private final Poller poller;
    private volatile @Nullable ReadyGate writable; // few ever wait; written once, guarded by this
    private volatile @Nullable SelectionKey key; // written once, guarded by this

    /// @param channel a non-blocking channel that nobody else registers
    public PolledChannel(SelectableChannel channel, Poller poller) {
        this.channel = channel;
        this.poller = poller;
    }

    /// Where one thread waits until a read may return something.
    public final ReadyGate readable() {
        return this;
    }

    /// Where one thread waits until a write may take something, or, of a channel that is being
    /// connected, until that is decided.
    public final ReadyGate writable() {
        ReadyGate gate = writable;
        return gate != null ? gate : makeWritable();
    }

    private synchronized ReadyGate makeWritable() {
        ReadyGate gate = writable;
        if (gate == null) {
            gate = new WriteGate();
            writable = gate;
        }
        return gate;
    }

    /// Lets both waiting threads go, with [ReadyGate.Outcome#READY].
    public final void wakeBoth() {
        readable().wake();
        writable().wake();
    }

    /// Closes the channel, and then lets both waiting threads go: what they try will fail. The
    /// descriptor is free when the poller has let go of the channel, which is at once if it never
    /// had it.
    ///
    /// @throws IOException if the operating system reports a failure; the channel is closed then
    ///   too
    public final void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (key != null) {
                poller.wakeIfAsleep();
            }
            wakeBoth();
        }
    }

    /// The poller's report that the key is ready.
    final void report(SelectionKey ready) {
        int operations;
        try {
            operations = ready.readyOps();
        } catch (CancelledKeyException closed) {
            return;
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            readable().report();
        }
        if ((operations & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
            writable().report();
        }
    }

    private boolean switchOn(int operation) {
        try {
            SelectionKey registered = key;
            if (registered == null && (registered = register(operation)) == null) {
                return true;
            }
            registered.interestOpsOr(operation);
            poller.wakeIfAsleep();
            return true;
        } catch (CancelledKeyException | ClosedChannelException | ClosedSelectorException closed) {
            return false;
        }
    }

    /// @return null if this call registered the channel, with the operation; else the key
    private synchronized @Nullable SelectionKey register(int operation)
            throws ClosedChannelException {
        if (key != null) {
            return key;
        }
        key = poller.register(channel, operation, this);
        return null;
    }

    private void switchOff(int operation) {
        SelectionKey registered = key;
        if (registered != null) {
            try {
                registered.interestOpsAnd(~operation);
            } catch (CancelledKeyException closed) {
                // nothing is reported of it any more
            }
        }
    }

    /// What a writer waits for. Asked for each wait.
    int writeOperation() {
        return SelectionKey.OP_WRITE;
    }

    @Override
    final boolean switchOn() {
        return switchOn(SelectionKey.OP_READ);
    }

    @Override
    final void switchOff() {
        switchOff(SelectionKey.OP_READ);
    }

    @Override
    final boolean isOneShot() {
        return false;
    }

    private final class WriteGate extends ReadyGate {

        @Override
        boolean switchOn() {
            return PolledChannel.this.switchOn(writeOperation());
        }

        @Override
        void switchOff() {
            PolledChannel.this.switchOff(SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT);
        }

        /// A socket is nearly always writable.
        @Override
        boolean isOneShot() {
            return true;
        }
    }
}
