package io.heddle.internal.poll;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/// A selector and the loop that wakes the threads whose channels it finds ready.
///
/// [#run()] is made for a virtual thread: while there is work it polls without blocking and yields
/// to the threads that it woke; else it waits in the selector, which parks it. A channel is
/// registered once, when a thread first waits for it, and stays registered until it is closed.
///
/// What the loop meets, it survives: a failing selection is tried again after a pause.
public final class Poller implements Runnable, Closeable {

    private static final long PAUSE_AFTER_FAILURE_NANOS = 10_000_000;

    /// How many turns without an event the loop goes on before it waits in the selector.
    private static final int IDLE_TURNS = 1;

    private final Selector selector;

    // written by the loop, read by threads that change an interest
    private volatile boolean asleep;

    /// @throws IOException if no selector can be opened, for want of descriptors say
    Poller() throws IOException {
        this.selector = Selector.open();
    }

    /// Polls until [#close()].
    @Override
    public void run() {
        int idle = 0;
        while (selector.isOpen()) {
            try {
                idle = turn(idle) ? 0 : idle + 1;
            } catch (ClosedSelectorException closed) {
                return;
            } catch (Throwable failure) { // of the selector or the virtual machine: go on serving
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }

    /// @return whether anything was ready
    @SuppressWarnings("ThreadPriorityCheck") // correct without the yield, and faster with it
    private boolean turn(int idle) throws IOException {
        int ready = selector.selectNow(this::report);
        if (ready == 0 && idle >= IDLE_TURNS) {
            ready = sleep();
        }
        Thread.yield(); // to those just woken, who are next in line
        return ready > 0;
    }

    private int sleep() throws IOException {
        asleep = true;
        try {
            Thread.interrupted(); // or the selection would not wait; nobody has reason to
            return selector.select(this::report);
        } finally {
            asleep = false;
        }
    }

    private void report(SelectionKey key) {
        if (key.attachment() instanceof PolledChannel channel) {
            channel.report(key);
        }
    }

    SelectionKey register(SelectableChannel channel, int operation, PolledChannel polled)
            throws ClosedChannelException {
        SelectionKey key = channel.register(selector, operation, polled);
        wakeIfAsleep();
        return key;
    }

    /// Makes a change of interest, or a cancelled key, take effect. Any thread, after the change.
    void wakeIfAsleep() {
        VarHandle.fullFence(); // the change is queued before the look at asleep
        if (asleep) {
            selector.wakeup();
        }
    }

    /// Ends the loop and frees the selector. Channels that are still registered stay open; nobody
    /// is told of their readiness any more.
    @Override
    public void close() throws IOException {
        selector.close();
    }
}
