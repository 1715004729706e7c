package io.heddle.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Looks after answers that were gathered, and wait for one that is not made yet: if that takes
/// long, they leave without it.
///
/// A thread of its own looks at them every few milliseconds, while there are any. So who answers
/// quickly needs no clock and no timer: it lends what it has gathered, and takes it back.
final class LateAnswers {

    private static final Duration LOOK = Duration.ofMillis(10);
    private static final int MOST_IDLE_LOOKS = 100;

    private final long lookNanos;
    private final Set<MessageOutput> outputs = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();

    LateAnswers() {
        this(LOOK);
    }

    /// @param look how often; what is found twice is late
    LateAnswers(Duration look) {
        this.lookNanos = look.toNanos();
    }

    /// Has an output looked after, until it is removed.
    void add(MessageOutput output) {
        outputs.add(output);
    }

    void remove(MessageOutput output) {
        outputs.remove(output);
    }

    /// Says that one of the outputs has been lent.
    void lent() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            try {
                Thread.ofVirtual()
                        .name("late-answers")
                        .inheritInheritableThreadLocals(false)
                        .start(this::watch);
            } catch (Throwable noThread) { // then they wait: nothing is lost by that
                watched.set(false);
            }
        }
    }

    private void watch() {
        try {
            for (int idle = 0; idle < MOST_IDLE_LOOKS && !outputs.isEmpty(); idle++) {
                LockSupport.parkNanos(this, lookNanos);
                for (MessageOutput output : outputs) {
                    if (output.look()) {
                        idle = 0;
                    }
                }
            }
        } finally {
            watched.set(false);
        }
        if (outputs.stream().anyMatch(MessageOutput::isLent)) {
            lent(); // by who has seen this thread just before it ended
        }
    }
}
