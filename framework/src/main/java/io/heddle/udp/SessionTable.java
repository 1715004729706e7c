package io.heddle.udp;

import io.heddle.internal.scope.Scope;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The sessions of a server, by socket and peer, and in the order in which their peers were heard.
///
/// A session is listed from its first datagram until something ends it. Its thread may go on after
/// that; until it has ended the session counts.
///
/// The table is a hash table of our own: strangers choose the keys, so the hash depends on a
/// secret, and the chains are the sessions' own links, so a session costs no entry.
final class SessionTable implements Recipients {

    private static final int LEAST_BUCKETS = 64;
    private static final int MOST_BUCKETS = 1 << 24;

    private final SessionHandler handler;
    private final DatagramLimits limits;
    private final String name;
    private final DatagramCounters counters;
    private final DatagramObservers observers;
    private final TimerWheel wheel;
    private final long idleTicks;
    private final IdleTimer timer;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable DatagramSession[] buckets = new DatagramSession[LEAST_BUCKETS]; // guarded
    private final SessionList listed = new SessionList(); // who was heard longest ago is first
    private final SessionList leaving = new SessionList(); // no longer listed
    private long ids; // guarded by lock
    private long ended; // guarded by lock
    private boolean isTimed; // whether the timer is set; guarded by lock
    private @Nullable SessionEnd ending; // of the server; guarded by lock

    /// @param wakeLoop has a loop call [#deliver] soon
    SessionTable(
            DatagramServerConfig config,
            SessionHandler handler,
            DatagramCounters counters,
            DatagramObservers observers,
            TimerWheel wheel,
            Runnable wakeLoop) {
        this.handler = handler;
        this.limits = config.limits();
        this.name = config.name();
        this.counters = counters;
        this.observers = observers;
        this.wheel = wheel;
        this.idleTicks = TimerWheel.ticks(config.sessionIdle());
        this.timer = new IdleTimer(wakeLoop);
    }

    @Override
    public boolean deliver(List<Datagram> batch, Scope scope) {
        for (Datagram datagram : batch) {
            DatagramSession begun = deliver(datagram);
            if (begun != null) {
                fork(begun, scope);
            }
        }
        expire();
        return false;
    }

    /// @return the session that begins with it; null if there is one already, or there can be none
    private @Nullable DatagramSession deliver(Datagram datagram) {
        lock.lock();
        try {
            DatagramSession session = find(datagram);
            DatagramSession begun = null;
            if (session == null) {
                DropReason refusal = refusal();
                if (refusal != null) {
                    counters.dropped(refusal);
                    return null;
                }
                session = add(datagram);
                begun = session;
            }
            session.links.heardAt = wheel.now();
            listed.moveLast(session);
            put(datagram, session);
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable DropReason refusal() {
        if (ending != null) {
            return DropReason.DRAINING;
        }
        return size() >= limits.sessions() ? DropReason.TOO_MANY_SESSIONS : null;
    }

    private void put(Datagram datagram, DatagramSession session) {
        session.heard(datagram.length());
        datagram.belongTo(session);
        if (!counters.beginWaiting(datagram.length())) {
            counters.dropped(DropReason.TOO_MANY_BYTES);
            return;
        }
        Mailbox.Outcome outcome = session.mailbox.offer(datagram, limits.mailbox());
        if (outcome != Mailbox.Outcome.TAKEN) {
            counters.endWaiting(datagram.length());
            counters.dropped(
                    outcome == Mailbox.Outcome.FULL
                            ? DropReason.MAILBOX_FULL
                            : DropReason.DRAINING);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it is a socket
    private @Nullable DatagramSession find(Datagram datagram) {
        int hash = PeerHash.of(datagram.peer());
        DatagramSession session = buckets[hash & (buckets.length - 1)];
        while (session != null
                && (session.links.hash != hash
                        || session.outlet() != datagram.outlet()
                        || !session.peer().equals(datagram.peer()))) {
            session = session.links.inBucket;
        }
        return session;
    }

    private DatagramSession add(Datagram datagram) {
        var session = new DatagramSession(this, datagram.outlet(), datagram.peer(), ++ids, limits);
        if (size() >= buckets.length && buckets.length < MOST_BUCKETS) {
            resize(buckets.length * 2);
        }
        session.links.hash = PeerHash.of(session.peer());
        session.links.isListed = true;
        link(session);
        listed.addLast(session);
        setTimer(idleTicks);
        return session;
    }

    private void resize(int length) {
        buckets = new DatagramSession[length];
        for (DatagramSession s = listed.first(); s != null; s = s.links.after) {
            link(s);
        }
    }

    private void link(DatagramSession session) {
        int bucket = session.links.hash & (buckets.length - 1);
        session.links.inBucket = buckets[bucket];
        buckets[bucket] = session;
    }

    private void unlink(DatagramSession session) {
        int bucket = session.links.hash & (buckets.length - 1);
        DatagramSession before = buckets[bucket];
        if (before == session) {
            buckets[bucket] = session.links.inBucket;
        } else {
            while (before != null && before.links.inBucket != session) {
                before = before.links.inBucket;
            }
            if (before != null) {
                before.links.inBucket = session.links.inBucket;
            }
        }
        session.links.inBucket = null;
    }

    private void fork(DatagramSession session, Scope scope) {
        try {
            scope.fork(
                    Thread.ofVirtual().name(name + "-session-" + session.id()),
                    new Service(this, session));
        } catch (Throwable noThread) { // out of memory: others may have more luck
            finish(session, SessionEnd.FAILED);
            observers.failed(session.peer(), noThread);
        }
    }

    /// What the thread of a session does; as few frames as can be, for each idle session keeps its.
    private record Service(SessionTable table, DatagramSession session)
            implements Callable<Object> {

        @Override
        public Object call() {
            session.thread(Thread.currentThread());
            table.observers.opened(session);
            SessionEnd end = SessionEnd.HANDLED;
            try {
                table.handler.handle(session);
            } catch (Throwable failure) { // the handler's own business
                end = SessionEnd.FAILED;
                table.observers.failed(session.peer(), failure);
            } finally {
                table.observers.closed(session, table.finish(session, end));
            }
            return session;
        }
    }

    /// Takes a session out of the table, so that nothing comes to it any more.
    void detach(DatagramSession session, SessionEnd end) {
        lock.lock();
        try {
            delist(session, end);
        } finally {
            lock.unlock();
        }
    }

    private void delist(DatagramSession session, SessionEnd end) {
        if (session.links.isListed) {
            session.links.isListed = false;
            session.end(end);
            unlink(session);
            listed.remove(session);
            leaving.addLast(session);
        }
        session.mailbox.end();
    }

    /// @return why it ended
    private SessionEnd finish(DatagramSession session, SessionEnd end) {
        lock.lock();
        try {
            delist(session, end);
            leaving.remove(session);
            ended++;
            if (size() == 0) {
                buckets = new DatagramSession[LEAST_BUCKETS];
            }
        } finally {
            lock.unlock();
        }
        for (Datagram d = session.mailbox.poll(); d != null; d = session.mailbox.poll()) {
            taken(d);
            counters.dropped(DropReason.UNREAD);
        }
        SessionEnd first = session.end();
        return first == null || end == SessionEnd.FAILED ? end : first;
    }

    /// A datagram has left its mailbox.
    void taken(Datagram datagram) {
        counters.endWaiting(datagram.length());
    }

    private void expire() {
        if (!timer.isDue) {
            return;
        }
        timer.isDue = false;
        lock.lock();
        try {
            isTimed = false;
            long now = wheel.now();
            DatagramSession eldest = listed.first();
            while (eldest != null && now - eldest.links.heardAt >= idleTicks) {
                delist(eldest, SessionEnd.IDLE);
                eldest = listed.first();
            }
            if (eldest != null) {
                setTimer(idleTicks - (now - eldest.links.heardAt));
            }
        } finally {
            lock.unlock();
        }
    }

    private void setTimer(long ticks) {
        if (!isTimed) {
            isTimed = true;
            wheel.set(timer, ticks);
        }
    }

    @Override
    public void end(SessionEnd reason) {
        lock.lock();
        try {
            ending = reason;
            wheel.cancel(timer);
            for (DatagramSession s = listed.first(); s != null; s = listed.first()) {
                delist(s, reason);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int running() {
        lock.lock();
        try {
            return size();
        } finally {
            lock.unlock();
        }
    }

    private int size() {
        return listed.size() + leaving.size();
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
        return running() == 0;
    }

    /// All whose handlers have not returned.
    List<DatagramSession> all() {
        lock.lock();
        try {
            List<DatagramSession> all = new ArrayList<>(size());
            for (DatagramSession s = listed.first(); s != null; s = s.links.after) {
                all.add(s);
            }
            for (DatagramSession s = leaving.first(); s != null; s = s.links.after) {
                all.add(s);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<HandlerThread> threads() {
        List<HandlerThread> threads = new ArrayList<>();
        for (DatagramSession session : all()) {
            Thread thread = session.thread();
            if (thread != null) {
                long idleTicks = wheel.now() - session.links.heardAt;
                threads.add(
                        new HandlerThread(
                                session.id(),
                                thread,
                                session.peer(),
                                session.age(),
                                TimerWheel.TICK.multipliedBy(idleTicks),
                                session.bytesIn(),
                                session.bytesOut()));
            }
        }
        return threads;
    }

    /// Has a loop look for sessions that are idle.
    private static final class IdleTimer extends WheelTimer {

        private final Runnable wakeLoop;
        private volatile boolean isDue;

        IdleTimer(Runnable wakeLoop) {
            this.wakeLoop = wakeLoop;
        }

        @Override
        protected void expire() {
            isDue = true;
            wakeLoop.run();
        }
    }
}
