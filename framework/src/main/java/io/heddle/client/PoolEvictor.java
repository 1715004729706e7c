package io.heddle.client;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The thread that closes idle connections when their time is over. It is there only while there
/// are any.
final class PoolEvictor {

    private final String name;
    private final Runnable evict;
    private final LongSupplier rest;
    private @Nullable Thread thread; // guarded by the ledger's lock
    private long nextLook; // likewise

    /// @param evict closes those whose time is over
    /// @param rest says how many nanoseconds later to look again, or a negative number for never
    PoolEvictor(String name, Runnable evict, LongSupplier rest) {
        this.name = name;
        this.evict = evict;
        this.rest = rest;
    }

    /// Has it look then. With the ledger's lock held.
    void expect(long end) {
        Thread watching = thread;
        if (watching == null) {
            nextLook = end;
            thread =
                    Thread.ofVirtual()
                            .name(name)
                            .inheritInheritableThreadLocals(false)
                            .start(this::run);
        } else if (end - nextLook < 0) {
            nextLook = end;
            LockSupport.unpark(watching);
        }
    }

    /// It will not look again but then. With the ledger's lock held.
    void looksNext(long end) {
        nextLook = end;
    }

    /// It will not look again. With the ledger's lock held.
    void ends() {
        thread = null;
    }

    /// Has it look now. With the ledger's lock held.
    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (true) {
            evict.run();
            long nanos = rest.getAsLong();
            if (nanos < 0) {
                return;
            }
            LockSupport.parkNanos(this, nanos);
        }
    }

    /// What its thread waits for, in dumps.
    @Override
    public String toString() {
        return "a wait for the end of idle connections";
    }
}
