package io.heddle.internal.scope;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// A [Scope] of our own, for a JDK whose `StructuredTaskScope` we do not know.
///
/// Its threads are not nested in a thread dump (their names tell where they belong), and scoped
/// values are not inherited.
final class ThreadScope implements Scope {

    private final String name;
    private final Thread owner = Thread.currentThread();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private boolean joined; // confined to the owner

    ThreadScope(String name) {
        this.name = name;
    }

    @Override
    public void fork(Thread.Builder thread, Callable<?> task) {
        checkOwner();
        if (joined) {
            throw new IllegalStateException("scope " + name + " is already joined");
        }
        Thread forked = thread.unstarted(() -> run(task));
        running.add(forked);
        boolean started = false;
        try {
            forked.start();
            started = true;
        } finally {
            if (!started) {
                running.remove(forked);
            }
        }
    }

    private void run(Callable<?> task) {
        try {
            task.call();
        } catch (Throwable ownBusiness) {
            // as with the JDK's scope: nobody asks for the result
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    @Override
    public void join() throws InterruptedException {
        checkOwner();
        if (joined) {
            throw new IllegalStateException("scope " + name + " is already joined");
        }
        joined = true;
        for (Thread thread : running) {
            thread.join();
        }
    }

    @Override
    public void close() {
        checkOwner();
        joined = true;
        running.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : running) {
            interrupted |= joinUninterruptibly(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("scope " + name + " is owned by " + owner);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
