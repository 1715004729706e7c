package io.heddle;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A stream whose writers take turns, in the order in which they come: a fair lock that costs a
/// stream with one writer nothing but a field.
///
/// The field holds nothing while nobody writes, the writing thread while nobody else wants to, and
/// a queue from the first time on that two threads have met. A thread that enters must not enter
/// again before it has left.
abstract class OrderedOutput extends OutputStream {

    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER =
                    MethodHandles.lookup()
                            .findVarHandle(OrderedOutput.class, "holder", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Object holder;

    OrderedOutput() {}

    /// Waits for those who came before.
    ///
    /// @return false if the deadline expired first, or is no longer in force
    /// @throws InterruptedException if the thread is interrupted, before or while it waits
    final boolean enter(@Nullable Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Object seen = holder;
        while (!(seen instanceof WriterQueue queue)) {
            // a queue whose turn is taken: by the thread that writes now
            Object next = seen == null ? Thread.currentThread() : new WriterQueue();
            if (HOLDER.compareAndSet(this, seen, next) && seen == null) {
                return true;
            }
            seen = holder;
        }
        return queue.enter(deadline);
    }

    /// Lets the next one go.
    final void leave() {
        if (!HOLDER.compareAndSet(this, Thread.currentThread(), null)
                && holder instanceof WriterQueue queue) {
            queue.leave();
        }
    }
}
