package io.heddle.client;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The platform threads on which names are looked up, and the names that wait for one.
///
/// A thread is started when a name comes and there is room for one, and ends when no name waits: it
/// is cheap beside a lookup, and nothing has to be closed. One that is stuck cannot be ended by any
/// means; another takes its place, as long as not too many are given up.
final class LookupThreads {

    private final int most;
    private final int room;
    private final long stuckNanos;
    private final LongSupplier clock;
    private final Consumer<Lookup> work;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Lookup> queue = new ArrayDeque<>(); // guarded by lock
    private final Set<Worker> workers = new HashSet<>(); // but for those given up; guarded by lock
    private int givenUp; // guarded by lock
    private int started; // guarded by lock

    /// @param clock nanoseconds from any origin
    /// @param work does a lookup, and never throws
    LookupThreads(ResolverConfig config, LongSupplier clock, Consumer<Lookup> work) {
        this.most = config.threads();
        this.room = config.queue();
        this.stuckNanos = config.stuck().toNanos();
        this.clock = clock;
        this.work = work;
    }

    /// Puts a name in line. Whoever calls must call [#hire()] then, without any lock.
    ///
    /// @return what to tell who asked for one too many, or nothing
    Optional<String> submit(Lookup lookup) {
        lock.lock();
        try {
            int free = most - busy(); // who has not begun yet will take a name at once
            if (queue.size() >= room + free) {
                return Optional.of(
                        "%d lookups run and %d wait (threads %d, queue %d)"
                                .formatted(most, queue.size() - free, most, room));
            }
            queue.add(lookup);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private int busy() {
        return (int) workers.stream().filter(worker -> worker.isBusy).count();
    }

    /// Takes back a name that waits.
    ///
    /// @return false if its lookup has begun
    boolean withdraw(Lookup lookup) {
        lock.lock();
        try {
            return queue.remove(lookup);
        } finally {
            lock.unlock();
        }
    }

    /// Starts a thread if a name waits and there may be one more.
    ///
    /// @throws OutOfMemoryError if the system has no thread for us
    void hire() {
        Worker worker = reserve();
        if (worker == null) {
            return;
        }
        boolean begun = false;
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("name lookup " + worker.number)
                    .inheritInheritableThreadLocals(false)
                    .start(worker);
            begun = true;
        } finally {
            if (!begun) {
                forget(worker);
            }
        }
    }

    private @Nullable Worker reserve() {
        lock.lock();
        try {
            long now = clock.getAsLong();
            if (queue.isEmpty() || (workers.size() >= most && !giveOneUp(now))) {
                return null;
            }
            var worker = new Worker(++started, now);
            workers.add(worker);
            return worker;
        } finally {
            lock.unlock();
        }
    }

    private boolean giveOneUp(long now) {
        if (givenUp >= most) {
            return false;
        }
        for (Worker worker : workers) {
            if (now - worker.since >= stuckNanos) {
                workers.remove(worker);
                givenUp++;
                return true;
            }
        }
        return false;
    }

    /// What a worker is to do next.
    ///
    /// @return null if it is to end
    private @Nullable Lookup next(Worker worker) {
        lock.lock();
        try {
            worker.since = clock.getAsLong();
            worker.isBusy = false;
            if (!workers.contains(worker) && !comeBack(worker)) {
                return null;
            }
            Lookup lookup = queue.poll();
            worker.isBusy = lookup != null;
            if (lookup == null) {
                workers.remove(worker);
            }
            return lookup;
        } finally {
            lock.unlock();
        }
    }

    /// One that was given up goes on if it is needed.
    private boolean comeBack(Worker worker) {
        givenUp--;
        boolean needed = !queue.isEmpty() && (workers.size() < most || giveOneUp(worker.since));
        return needed && workers.add(worker);
    }

    /// One could not be started.
    private void forget(Worker worker) {
        lock.lock();
        try {
            if (!workers.remove(worker)) {
                givenUp--;
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many look a name up, or are about to, those given up not counted.
    int running() {
        lock.lock();
        try {
            return workers.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many names wait for a thread.
    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /// How many threads are given up and have not come back.
    int givenUp() {
        lock.lock();
        try {
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    private final class Worker implements Runnable {

        private final int number;
        private long since; // when its lookup began; guarded by lock
        private boolean isBusy; // with a lookup; guarded by lock

        Worker(int number, long since) {
            this.number = number;
            this.since = since;
        }

        @Override
        public void run() {
            Lookup lookup = next(this);
            while (lookup != null) {
                work.accept(lookup);
                lookup = next(this);
            }
        }
    }
}
