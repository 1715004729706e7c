package io.heddle.udp;

import io.heddle.internal.scope.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The threads that run a handler, and the queue before them.
///
/// A worker takes datagrams until there are none left, and one is enough while handlers are quick:
/// a second one would only cost switches between processors. While datagrams come one upon the
/// other, a loop even lends its socket to the worker ([SocketRole]), who receives, handles and
/// waits for the next one without any switch.
///
/// Whether handlers are quick, the loops see: they look every millisecond meanwhile. If a worker
/// waits, or little moves, or much is queued, the pool is eager for a while: another worker comes,
/// and who arrives at the queue and leaves something behind has the next one come. At most one at a
/// time is on its way.
final class HandlerPool implements Recipients {

    /// How many workers rest instead of ending.
    private static final int MOST_RESTING = 16;

    private static final int MOST_LOOKED_AT = 16;

    private final DatagramLimits limits;
    private final DatagramHandler handler;
    private final DatagramCounters counters;
    private final DatagramObservers observers;
    private final String name;
    private final Runnable wakeLoop;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Datagram> queue = new ArrayDeque<>(); // guarded by lock
    private final Deque<Worker> resting = new ArrayDeque<>(); // guarded by lock
    private final Set<Worker> workers = new LinkedHashSet<>(); // all; guarded by lock
    private @Nullable Worker coming; // is on its way to the queue; guarded by lock
    private int busy; // guarded by lock
    private final Eagerness eagerness = new Eagerness(); // guarded by lock
    private @Nullable SocketRole offer; // for who finds the queue empty; guarded by lock
    private long ended; // guarded by lock
    private long numbers; // guarded by lock
    private boolean ending; // guarded by lock

    /// @param wakeLoop has a loop call [#deliver] soon
    HandlerPool(
            DatagramServerConfig config,
            DatagramHandler handler,
            DatagramCounters counters,
            DatagramObservers observers,
            Runnable wakeLoop) {
        this.limits = config.limits();
        this.name = config.name();
        this.handler = handler;
        this.counters = counters;
        this.observers = observers;
        this.wakeLoop = wakeLoop;
    }

    @Override
    public boolean deliver(List<Datagram> batch, Scope scope) {
        Worker woken = null;
        Worker made = null;
        boolean isWaiting;
        lock.lock();
        try {
            eagerness.look(queue.size(), this::isSomebodyWaiting);
            for (Datagram datagram : batch) {
                enqueue(datagram);
            }
            if (isWanting()) {
                woken = resting.poll();
                made = woken == null ? add() : null;
                coming = woken == null ? made : woken;
            }
            isWaiting = !queue.isEmpty();
        } finally {
            lock.unlock();
        }
        if (woken != null) {
            woken.wake();
        }
        if (made != null) {
            fork(made, scope);
        }
        return isWaiting;
    }

    DatagramHandler handler() {
        return handler;
    }

    DatagramCounters counters() {
        return counters;
    }

    DatagramObservers observers() {
        return observers;
    }

    private boolean isSomebodyWaiting() {
        return workers.stream().limit(MOST_LOOKED_AT).anyMatch(Worker::isWaiting);
    }

    @Override
    public boolean offer(SocketRole role) {
        lock.lock();
        try {
            boolean isQuick = !eagerness.isEager() && busy <= 1;
            if (ending || !isQuick || offer != null || !isAnybodyAbout()) {
                return false;
            }
            role.offer();
            offer = role;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isToBeTakenBack(SocketRole role) {
        lock.lock();
        try {
            eagerness.lookForWaiting(this::isSomebodyWaiting);
            boolean isForgotten = role.isOffered() && !(isOffer(role) && isAnybodyAbout());
            if (!ending && !eagerness.isEager() && !isForgotten) {
                return false;
            }
            offer = isOffer(role) ? null : offer;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is a socket's
    private boolean isOffer(SocketRole role) {
        return offer == role;
    }

    /// Whether somebody will look into the queue soon.
    private boolean isAnybodyAbout() {
        return coming != null || busy > 0;
    }

    private void enqueue(Datagram datagram) {
        if (ending || queue.size() >= limits.queue() + room()) {
            counters.dropped(ending ? DropReason.DRAINING : DropReason.QUEUE_FULL);
        } else if (!counters.beginWaiting(datagram.length())) {
            counters.dropped(DropReason.TOO_MANY_BYTES);
        } else {
            queue.add(datagram);
        }
    }

    /// How many handlers could begin now: what they will take does not count as queued.
    private int room() {
        return limits.handlers() - busy;
    }

    private boolean isWanting() {
        return !queue.isEmpty()
                && coming == null
                && (eagerness.isEager() || busy == 0)
                && (!resting.isEmpty() || workers.size() < limits.handlers());
    }

    private Worker add() {
        var worker = new Worker(this, ++numbers);
        workers.add(worker);
        return worker;
    }

    private void fork(Worker worker, Scope scope) {
        boolean forked = false;
        try {
            scope.fork(Thread.ofVirtual().name(name + "-handler-" + worker.number()), worker::run);
            forked = true;
        } finally {
            if (!forked) {
                leave(worker);
            }
        }
    }

    /// A worker ends without having been let go.
    void leave(Worker worker) {
        lock.lock();
        try {
            workers.remove(worker);
            resting.remove(worker);
            if (coming == worker) {
                coming = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /// What a worker does next; it is counted as busy with it.
    ///
    /// @return null if there is nothing: it rests then, or is no longer one of the workers
    @Nullable Datagram next(Worker worker) {
        Worker woken = null;
        boolean wantsThread = false;
        Datagram datagram;
        lock.lock();
        try {
            if (coming == worker) {
                coming = null;
            }
            datagram = queue.poll();
            if (datagram == null) {
                if (!takeOffer(worker)) {
                    retire(worker);
                }
            } else {
                begin();
                if (isWanting()) {
                    woken = resting.poll();
                    coming = woken;
                    wantsThread = woken == null;
                }
            }
        } finally {
            lock.unlock();
        }
        if (woken != null) {
            woken.wake();
        } else if (wantsThread) {
            wakeLoop.run();
        }
        return datagram;
    }

    private boolean takeOffer(Worker worker) {
        SocketRole role = ending ? null : offer;
        offer = null;
        if (role == null || !role.take(worker)) {
            return false;
        }
        worker.lend(role);
        return true;
    }

    private void begin() {
        busy++;
        eagerness.taken();
    }

    /// A worker has received by itself.
    void beginLent() {
        lock.lock();
        try {
            begin();
        } finally {
            lock.unlock();
        }
    }

    private void retire(Worker worker) {
        if (ending || resting.size() >= MOST_RESTING) {
            worker.letGo();
            workers.remove(worker);
        } else {
            worker.letRest();
            resting.push(worker);
        }
    }

    /// A worker has handled a datagram.
    void done() {
        lock.lock();
        try {
            busy--;
            ended++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(SessionEnd reason) {
        List<Worker> woken;
        lock.lock();
        try {
            ending = true;
            if (reason == SessionEnd.SERVER_CLOSED) {
                queue.forEach(this::drop);
                queue.clear();
            }
            woken = new ArrayList<>(resting);
            resting.clear();
        } finally {
            lock.unlock();
        }
        woken.forEach(Worker::wake);
    }

    private void drop(Datagram datagram) {
        counters.endWaiting(datagram.length());
        counters.dropped(DropReason.DRAINING);
    }

    @Override
    public int running() {
        lock.lock();
        try {
            return busy;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isQuiet() {
        lock.lock();
        try {
            return busy == 0 && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<HandlerThread> threads() {
        List<HandlerThread> threads = new ArrayList<>();
        lock.lock();
        try {
            for (Worker worker : workers) {
                Thread thread = worker.thread();
                Datagram datagram = worker.datagram();
                if (thread != null && datagram != null) {
                    threads.add(
                            new HandlerThread(
                                    worker.number(),
                                    thread,
                                    datagram.peer(),
                                    datagram.age(),
                                    Duration.ZERO,
                                    datagram.length(),
                                    0));
                }
            }
        } finally {
            lock.unlock();
        }
        return threads;
    }
}
