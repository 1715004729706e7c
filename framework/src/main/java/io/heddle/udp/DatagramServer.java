package io.heddle.udp;

import io.heddle.ListenException;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.PollerGroup;
import io.heddle.internal.scope.Scope;
import io.heddle.internal.signal.StopSignals;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running server of datagrams.
///
/// ```java
/// try (var server = DatagramServer.start(DatagramServerConfig.onPort(7007),
///         datagram -> datagram.reply(datagram.payload()))) {
///     server.awaitStopped();
/// }
/// ```
///
/// Each datagram is handled by itself ([#start]), or all of one peer by one thread
/// ([#startSessions]). The server sends nothing that a handler does not send. A running server
/// keeps the virtual machine alive.
///
/// Any thread may call any method. docs/datagrams.md tells more.
public final class DatagramServer implements AutoCloseable {

    private static final int POLLERS = 1;

    private final DatagramServerConfig config;
    private final PollerGroup pollers;
    private final DatagramCounters counters;
    private final DatagramObservers observers;
    private final Recipients recipients;
    private final List<Receiver> receivers = new ArrayList<>(); // filled once, before the start
    private final Thread thread;
    private final CountDownLatch receiversGone;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable DatagramDrain> drain = new AtomicReference<>();
    private final Object signalsGuard = new Object();
    private @Nullable StopSignals signals; // guarded by signalsGuard
    private volatile boolean closing;

    private DatagramServer(
            DatagramServerConfig config,
            @Nullable DatagramHandler handler,
            @Nullable SessionHandler sessionHandler,
            TimerWheel wheel)
            throws IOException {
        this.config = config;
        this.receiversGone = new CountDownLatch(config.addresses().size());
        this.observers = new DatagramObservers(config.name(), config.observers(), wheel);
        this.counters = new DatagramCounters(config.limits().waitingBytes(), observers::dropped);
        this.recipients =
                sessionHandler != null
                        ? new SessionTable(
                                config, sessionHandler, counters, observers, wheel, this::wakeLoop)
                        : new HandlerPool(
                                config,
                                Objects.requireNonNull(handler, "handler"),
                                counters,
                                observers,
                                this::wakeLoop);
        String name = "server " + config.name();
        this.thread = Thread.ofPlatform().name(name).daemon(false).unstarted(this::run);
        this.pollers = PollerGroup.open(POLLERS);
    }

    /// Starts a server that handles each datagram by itself. When this returns it receives; when it
    /// throws, nothing is left open.
    ///
    /// @throws ListenException if an address cannot be bound, or a group not be joined
    /// @throws IllegalArgumentException if a socket option is unknown here or its value is refused
    /// @throws IOException if the system has no descriptors left
    public static DatagramServer start(DatagramServerConfig config, DatagramHandler handler)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        return begun(config, handler, null, TimerWheel.shared());
    }

    /// Starts a server that has a session for each peer's address, likewise.
    ///
    /// @throws ListenException as above
    /// @throws IllegalArgumentException as above
    /// @throws IOException as above
    public static DatagramServer startSessions(DatagramServerConfig config, SessionHandler handler)
            throws IOException {
        return startSessions(config, handler, TimerWheel.shared());
    }

    /// @param wheel times its sessions
    static DatagramServer startSessions(
            DatagramServerConfig config, SessionHandler handler, TimerWheel wheel)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        return begun(config, null, handler, wheel);
    }

    private static DatagramServer begun(
            DatagramServerConfig config,
            @Nullable DatagramHandler handler,
            @Nullable SessionHandler sessionHandler,
            TimerWheel wheel)
            throws IOException {
        var server = new DatagramServer(config, handler, sessionHandler, wheel);
        try {
            server.open();
            server.begin();
            return server;
        } catch (Throwable failure) {
            server.receivers.forEach(Receiver::close);
            server.pollers.close();
            throw failure;
        }
    }

    private void open() throws IOException {
        var rates = new SourceRates(config.limits());
        for (InetSocketAddress address : config.addresses()) {
            var port = DatagramPort.open(config, address, pollers.next(), counters);
            try {
                receivers.add(receiver(port, rates));
            } catch (Throwable noDescriptor) {
                port.closeQuietly();
                throw noDescriptor;
            }
        }
    }

    private Receiver receiver(DatagramPort port, SourceRates rates) throws IOException {
        return new Receiver(
                port, port.selector(), config.limits(), recipients, rates, counters, observers);
    }

    private void begin() {
        observers.started(this, counters::droppedFor);
        try {
            thread.start();
        } catch (Throwable noThread) {
            observers.stopped();
            throw noThread;
        }
    }

    private void run() {
        try (Scope scope = Scope.open(thread.getName())) {
            try {
                forkAll(scope);
                awaitUninterruptibly(receiversGone);
            } finally {
                pollers.close(); // or the scope would wait for them
            }
        } finally {
            observers.stopped();
            leaveSignals();
        }
    }

    private void leaveSignals() {
        synchronized (signalsGuard) {
            stopped.countDown();
            if (signals != null) {
                signals.close();
            }
        }
    }

    private void forkAll(Scope scope) {
        boolean complete = false;
        try {
            int number = 0;
            for (Poller poller : pollers.all()) {
                scope.fork(Thread.ofVirtual().name("poller-" + ++number), () -> poll(poller));
            }
            for (Receiver receiver : receivers) {
                String name = "receiver " + receiver.port().address();
                scope.fork(Thread.ofPlatform().name(name).daemon(false), () -> receive(receiver));
            }
            complete = true;
        } finally {
            if (!complete) { // no memory for a thread: what runs already must not be waited for
                stopNow();
                receivers.forEach(Receiver::close);
            }
        }
    }

    private static Object poll(Poller poller) {
        poller.run();
        return poller;
    }

    private Object receive(Receiver receiver) {
        try {
            return receiver.call();
        } finally {
            receiversGone.countDown();
        }
    }

    private void wakeLoop() {
        receivers.getFirst().wake();
    }

    /// The name it was configured with.
    public String name() {
        return config.name();
    }

    /// The port of the first address, 1 to 65535.
    public int port() {
        return addresses().getFirst().getPort();
    }

    /// Where it receives, in the order of the configuration, with the ports that the system chose.
    public List<InetSocketAddress> addresses() {
        return receivers.stream().map(receiver -> receiver.port().address()).toList();
    }

    /// How many datagrams it has received, with those that it dropped.
    public long received() {
        return counters.received();
    }

    /// How many datagrams its handlers have sent.
    public long sent() {
        return counters.sent();
    }

    /// How many bytes the received datagrams carried. Of one that is too long only those count that
    /// were taken.
    public long bytesIn() {
        return counters.bytesIn();
    }

    /// How many bytes the sent datagrams carried.
    public long bytesOut() {
        return counters.bytesOut();
    }

    /// How many datagrams were received and dropped for a reason.
    public long dropped(DropReason reason) {
        return counters.droppedFor(reason);
    }

    /// How many bytes wait in the queue and in mailboxes.
    public long waitingBytes() {
        return counters.waitingBytes();
    }

    /// How many handlers run now: of datagrams, or of sessions.
    public int handlers() {
        return recipients.running();
    }

    /// The sessions whose handlers have not returned; none if the server has no sessions.
    public List<DatagramSession> sessions() {
        return recipients instanceof SessionTable table ? table.all() : List.of();
    }

    /// Whether datagrams are welcome: nobody has begun to stop the server.
    public boolean isReady() {
        return !closing && drain.get() == null;
    }

    /// Waits until the server has stopped.
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /// Stops in good order, as [#shutdown(ShutdownPlan)] does with [ShutdownPlan#within(Duration)].
    public ShutdownReport shutdown(Duration grace) {
        return shutdown(ShutdownPlan.within(grace));
    }

    /// Stops without losing what is under way. For the plan's delay it serves as before, but is not
    /// ready. Then it takes no more datagrams (they are dropped as [DropReason#DRAINING]): what is
    /// queued is handled, sessions receive what is in their mailboxes and then null, and all may
    /// still send. Who has not returned when the grace is over is interrupted, and the sockets are
    /// closed. The plan's farewell means nothing here.
    ///
    /// When this returns the ports can be bound again, and all handlers have returned but those
    /// that ignore an interrupt; for these it does not wait longer.
    ///
    /// An interrupt does not shorten the wait; the interrupt status is kept. A second shutdown
    /// waits for the first, whatever its plan; [#close()] ends the waiting for handlers at once.
    /// Called by one of the server's own handlers or observers it only begins the stop and does not
    /// wait.
    ///
    /// @return what became of the handlers; in it a connection is a session, or a datagram that is
    ///   handled
    public ShutdownReport shutdown(ShutdownPlan plan) {
        var mine = new DatagramDrain(this, recipients, observers, plan);
        boolean first = drain.compareAndSet(null, mine);
        DatagramDrain running = Objects.requireNonNull(drain.get());
        if (first) {
            running.start();
        }
        if (closing) {
            running.hurry();
        }
        if (isOwn(Thread.currentThread())) {
            return running.soFar();
        }
        ShutdownReport report = running.await();
        if (report.open() == 0) {
            awaitUninterruptibly(stopped);
        }
        return report;
    }

    /// Has the first `SIGTERM` or `SIGINT` of this process begin [#shutdown(ShutdownPlan)], as with
    /// [io.heddle.SocketServer#shutdownOnSignal]; of all servers that asked for it at once.
    ///
    /// @param then called with the report, on a thread that keeps the virtual machine alive
    /// @throws UnsupportedOperationException if signals cannot be caught here
    /// @throws IllegalStateException if that was asked for before
    public void shutdownOnSignal(ShutdownPlan plan, Consumer<ShutdownReport> then) {
        synchronized (signalsGuard) {
            if (signals != null) {
                throw new IllegalStateException(
                        thread.getName() + " is stopped by signals already");
            }
            if (stopped.getCount() > 0) {
                signals = StopSignals.install(() -> then.accept(shutdown(plan)));
            }
        }
    }

    /// Stops now: closes the sockets, wakes who waits for a datagram, and waits until all handlers
    /// have returned; who has not within a second is interrupted. What is queued is dropped. A
    /// shutdown that is going on ends likewise, now.
    ///
    /// The ports can be bound again when this returns. An interrupt does not shorten the wait; the
    /// interrupt status is kept. Called by one of the server's own handlers or observers it only
    /// begins the stop and does not wait. Does nothing the second time but wait.
    @Override
    public void close() {
        closing = true;
        DatagramDrain running = drain.get();
        if (running != null) {
            running.hurry();
        } else {
            stopNow();
        }
        if (!isOwn(Thread.currentThread())) {
            awaitUninterruptibly(stopped);
        }
    }

    /// Ends the loops, and with them everything else.
    void stopNow() {
        recipients.end(SessionEnd.SERVER_CLOSED);
        receivers.forEach(Receiver::stop);
    }

    /// Whether a thread is one that the end of the server waits for.
    private boolean isOwn(Thread candidate) {
        DatagramDrain running = drain.get();
        return candidate == thread
                || (running != null && running.runsOn(candidate))
                || observers.runOn(candidate)
                || recipients.threads().stream().anyMatch(own -> own.thread() == candidate);
    }

    /// An interrupt does not shorten the wait; the interrupt status is kept.
    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                if (latch.await(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Its name and its addresses, for people.
    @Override
    public String toString() {
        return name() + " " + addresses();
    }
}
