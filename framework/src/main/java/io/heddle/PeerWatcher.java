package io.heddle;

import io.heddle.internal.poll.ReadyGate;
import io.heddle.internal.scope.Scope;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Watches a connection whose handler does not read, on a thread of its own, until the peer has
/// gone or has sent something.
final class PeerWatcher {

    private final Connection connection;
    private final boolean cancels;
    private final Thread owner = Thread.currentThread();
    private @Nullable HeddleException gone; // then the work is interrupted; guarded by this
    private boolean over; // guarded by this

    /// @param cancels whether to interrupt the calling thread when the peer has gone
    PeerWatcher(Connection connection, boolean cancels) {
        this.connection = connection;
        this.cancels = cancels;
    }

    <T extends @Nullable Object, X extends Throwable> T during(
            ScopedValue.CallableOp<? extends T, X> work) throws X, HeddleException {
        connection.input().lend(this);
        try (Scope scope = Scope.open("watch of " + owner.getName())) {
            scope.fork(Thread.ofVirtual().name(owner.getName() + "-watcher"), this::watch);
            return work.call();
        } catch (Throwable failure) {
            HeddleException reason = leave();
            if (reason != null && Deadline.isAnswerToInterrupt(failure)) {
                throw reason;
            }
            throw failure;
        } finally {
            connection.input().takeBack();
            leave();
        }
    }

    private @Nullable Void watch() {
        try {
            while (!connection.input().lookAhead()) {
                ReadyGate gate = connection.socket().readable();
                if (gate.await() == ReadyGate.Outcome.INTERRUPTED) {
                    return null; // the work is done
                }
            }
            if (connection.input().hasEnded()) {
                found(new PeerClosedException(connection + " ended while it was being served"));
            }
        } catch (HeddleException broken) {
            found(broken);
        } catch (IOException unknown) {
            // as good as watching no longer
        }
        return null;
    }

    private synchronized void found(HeddleException reason) {
        if (!over && cancels) {
            gone = reason;
            owner.interrupt();
        }
    }

    /// Ends the watch, and drops the interrupt that it may have caused.
    ///
    /// @return why it has interrupted the work, or null
    private @Nullable HeddleException leave() {
        if (end()) {
            Thread.interrupted();
            Deadline.renewInterrupt();
        }
        return reason();
    }

    /// @return whether there may be an interrupt to drop
    private synchronized boolean end() {
        boolean first = !over;
        over = true;
        return first && gone != null;
    }

    private synchronized @Nullable HeddleException reason() {
        return gone;
    }

    /// Whether it has interrupted a thread, and the work goes on.
    synchronized boolean interrupts(Thread thread) {
        return thread == owner && gone != null && !over;
    }
}
