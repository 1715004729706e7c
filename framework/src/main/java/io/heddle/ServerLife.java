package io.heddle;

import io.heddle.internal.management.Managed;
import io.heddle.internal.management.ManagedObjects;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.scope.Scope;
import io.heddle.internal.signal.StopSignals;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The thread of a server, which owns the scope of its acceptors and pollers, and with it
/// everything else.
final class ServerLife {

    private final SocketServer server;
    private final ServerState state;
    private final List<Acceptor> acceptors;
    private final @Nullable Managed managed;
    private final Watchdog watchdog;
    private final Thread thread;
    private final CountDownLatch acceptorsGone;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable StopSignals signals; // guarded by this

    /// @param managed how it is to be seen from outside while it lives; null: not at all
    ServerLife(
            SocketServer server,
            ServerState state,
            List<Acceptor> acceptors,
            @Nullable Managed managed) {
        this.server = server;
        this.state = state;
        this.acceptors = acceptors;
        this.managed = managed;
        this.watchdog = new Watchdog(state);
        this.acceptorsGone = new CountDownLatch(acceptors.size());
        String name = "server " + state.config().name();
        this.thread = Thread.ofPlatform().name(name).daemon(false).unstarted(this::run);
    }

    /// Begins all that may fail before anybody is let in: peers can take the last descriptor, which
    /// a class that is loaded then needs.
    void begin() {
        boolean begun = false;
        try {
            show();
            watchdog.start();
            thread.start();
            begun = true;
        } finally {
            if (!begun) {
                leave();
            }
        }
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Open until all is over.
    CountDownLatch stopped() {
        return stopped;
    }

    /// Has something done when the process is asked to stop, until the server has stopped.
    ///
    /// @throws IllegalStateException if there is something already
    synchronized void onSignal(Runnable first) {
        if (signals != null) {
            throw new IllegalStateException(thread.getName() + " is stopped by signals already");
        }
        if (stopped.getCount() > 0) {
            signals = StopSignals.install(first);
        }
    }

    private synchronized void leaveSignals() {
        stopped.countDown();
        if (signals != null) {
            signals.close();
        }
    }

    private void run() {
        try (Scope scope = Scope.open(thread.getName())) {
            try {
                forkAll(scope);
                Uninterruptibly.await(acceptorsGone);
            } finally {
                state.pollers().close(); // or the scope would wait for them
            }
        } finally {
            leave();
            state.observers().stopped(server);
            leaveSignals();
        }
    }

    private void leave() {
        watchdog.stop();
        hide();
    }

    private void show() {
        if (managed != null) {
            ManagedObjects.add(managed);
        }
    }

    private void hide() {
        if (managed != null) {
            ManagedObjects.remove(managed);
        }
    }

    private void forkAll(Scope scope) {
        boolean complete = false;
        try {
            int number = 0;
            for (Poller poller : state.pollers().all()) {
                scope.fork(Thread.ofVirtual().name("poller-" + ++number), () -> poll(poller));
            }
            for (Acceptor acceptor : acceptors) {
                String name = "acceptor " + acceptor.name();
                scope.fork(Thread.ofPlatform().name(name).daemon(false), () -> accept(acceptor));
            }
            complete = true;
        } finally {
            if (!complete) { // no memory for a thread: what runs already must not be waited for
                acceptors.forEach(acceptor -> acceptor.stop(Acceptor.HANDLER_GRACE));
                acceptors.forEach(acceptor -> acceptor.listener().closeQuietly());
            }
        }
    }

    private Object poll(Poller poller) {
        poller.run();
        return poller;
    }

    private Object accept(Acceptor acceptor) throws IOException {
        try {
            acceptor.call();
        } finally {
            acceptorsGone.countDown();
        }
        return acceptor;
    }
}
