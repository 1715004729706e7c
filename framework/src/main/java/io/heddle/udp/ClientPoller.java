package io.heddle.udp;

import io.heddle.internal.poll.Poller;
import io.heddle.internal.poll.PollerGroup;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The poller of all clients of the process, there as long as one of them is.
final class ClientPoller {

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable PollerGroup group; // guarded by LOCK
    private static int users; // guarded by LOCK

    private ClientPoller() {}

    /// Begins to use it; to be released once.
    ///
    /// @throws IOException if the system has no descriptors left
    static Poller acquire() throws IOException {
        LOCK.lock();
        try {
            PollerGroup used = group;
            if (used == null) {
                used = PollerGroup.open(1);
                Thread.ofVirtual()
                        .name("datagram-client-poller")
                        .inheritInheritableThreadLocals(false)
                        .start(used.next());
                group = used;
            }
            users++;
            return used.next();
        } finally {
            LOCK.unlock();
        }
    }

    static void release() {
        LOCK.lock();
        try {
            users--;
            if (users == 0 && group != null) {
                group.close();
                group = null;
            }
        } finally {
            LOCK.unlock();
        }
    }
}
