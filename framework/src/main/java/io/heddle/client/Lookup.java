package io.heddle.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One name that is being looked up, and the threads that wait for the answer. What guards it is
/// the resolver's lock.
final class Lookup {

    private final String host;
    private final List<Thread> waiting = new ArrayList<>(1); // guarded by the resolver's lock
    private volatile @Nullable Answer answer; // written once, under that lock

    Lookup(String host) {
        this.host = host;
    }

    String host() {
        return host;
    }

    /// What came of it.
    ///
    /// @return null as long as it is not known
    @Nullable Answer answer() {
        return answer;
    }

    /// The calling thread waits from now on.
    void join() {
        waiting.add(Thread.currentThread());
    }

    /// It does so no longer.
    ///
    /// @return whether nobody is left
    boolean leave() {
        waiting.remove(Thread.currentThread());
        return waiting.isEmpty();
    }

    void complete(Answer answer) {
        this.answer = answer;
        waiting.forEach(LockSupport::unpark);
    }

    /// What its callers wait for, in messages and dumps.
    @Override
    public String toString() {
        return "a lookup of " + host;
    }
}
