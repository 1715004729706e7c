package io.heddle;

import io.heddle.internal.scope.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tasks that run at the same time, each on a virtual thread, and none of which outlives the block
/// that opened their scope.
///
/// ```java
/// try (TaskScope<String, IOException> tasks = TaskScope.allSucceed()) {
///     for (Backend backend : backends) {
///         tasks.fork(() -> backend.ask(question));
///     }
///     List<String> answers = tasks.join();
/// }
/// ```
///
/// What the tasks inherit: [Connection#current()], the [Deadline]s in force, and the caller's
/// scoped values (these where the JDK has structured concurrency as we know it: JDK 25 to 27). What
/// is cancelled is interrupted. A failure reaches the caller once, as the exception that the task
/// threw; what the cancelled ones throw is dropped.
///
/// Only the thread that opened a scope forks, joins and closes; a task may open a scope of its own.
///
/// @param <T> what the tasks return
/// @param <X> what they throw, beside unchecked exceptions
public final class TaskScope<T extends @Nullable Object, X extends Exception>
        implements AutoCloseable {

    static final int ALL = -1;

    private final int wanted; // successes, or ALL
    private final Thread owner = Thread.currentThread();
    private final @Nullable Connection connection = Connection.currentOrNull();
    private final @Nullable Deadline inherited = scopedDeadline();
    private final @Nullable Deadline own;
    private final Scope scope;

    // Written by the owner. Guarded by itself, not by this: users can hold that monitor, and a dump
    // must not wait for them.
    private final List<Task<? extends T>> tasks = new ArrayList<>();
    private boolean joined; // confined to the owner

    private final List<T> successes = new ArrayList<>(); // as they came; guarded by this
    private int running; // guarded by this
    private @Nullable Throwable failure; // the first; guarded by this

    private TaskScope(int wanted, @Nullable Duration limit) {
        this(wanted, limit, Scope::open);
    }

    /// @param wanted how many successes, or [#ALL]
    /// @param opener of a scope with a name
    TaskScope(int wanted, @Nullable Duration limit, Function<String, Scope> opener) {
        this.wanted = wanted;
        this.own = limit == null ? null : Deadline.ofTasks(limit);
        this.scope = opener.apply("tasks of " + owner.getName());
        if (own != null) {
            own.arm();
        }
        if (connection != null) {
            connection.opened(this);
        }
    }

    /// A scope whose tasks must all succeed: the first that fails cancels the others.
    public static <T extends @Nullable Object, X extends Exception> TaskScope<T, X> allSucceed() {
        return new TaskScope<>(ALL, null);
    }

    /// The same under a deadline of its own.
    ///
    /// @param limit 10 ms to 90 days
    public static <T extends @Nullable Object, X extends Exception> TaskScope<T, X> allSucceed(
            Duration limit) {
        return new TaskScope<>(ALL, limit);
    }

    /// A scope of which the first successes win, and cancel the rest.
    ///
    /// @param wanted how many successes are wanted, at least 1
    public static <T extends @Nullable Object, X extends Exception> TaskScope<T, X> firstSuccesses(
            int wanted) {
        return new TaskScope<>(atLeastOne(wanted), null);
    }

    /// The same under a deadline of its own.
    ///
    /// @param wanted how many successes are wanted, at least 1
    /// @param limit 10 ms to 90 days
    public static <T extends @Nullable Object, X extends Exception> TaskScope<T, X> firstSuccesses(
            int wanted, Duration limit) {
        return new TaskScope<>(atLeastOne(wanted), limit);
    }

    private static int atLeastOne(int wanted) {
        new Problems().atLeast("wanted", 1, wanted).throwIfAny();
        return wanted;
    }

    private static @Nullable Deadline scopedDeadline() {
        return Deadline.CURRENT.isBound() ? Deadline.CURRENT.get() : null;
    }

    private static @Nullable Deadline nearestOf(
            @Nullable Deadline inner, @Nullable Deadline outer) {
        if (inner == null || outer == null) {
            return inner == null ? outer : inner;
        }
        return inner.isBefore(outer) ? inner : outer;
    }

    /// Starts a task.
    ///
    /// @return the task, whose result can be asked for after [#join()]
    /// @throws IllegalStateException if the tasks are joined or the scope is closed, or if a
    ///   deadline has begun since the scope was opened: it would end before the task
    /// @throws WrongThreadException if the caller did not open the scope
    public <U extends T> Task<U> fork(ScopedValue.CallableOp<? extends U, ? extends X> work) {
        checkOwner();
        if (joined) {
            throw new IllegalStateException("tasks of " + owner.getName() + " are joined already");
        }
        if (scopedDeadline() != inherited) {
            throw new IllegalStateException(
                    "a deadline has begun or ended since the scope was opened; open it inside");
        }
        var task = new Task<U>();
        synchronized (this) {
            running++;
        }
        boolean started = false;
        try {
            String name = owner.getName() + "-task-" + (tasks.size() + 1);
            scope.fork(Thread.ofVirtual().name(name), () -> run(task, work));
            synchronized (tasks) {
                tasks.add(task);
            }
            started = true;
        } finally {
            if (!started) {
                synchronized (this) {
                    running--;
                }
            }
        }
        return task;
    }

    /// A task's life, on its own thread.
    private <U extends T> @Nullable Void run(
            Task<U> task, ScopedValue.CallableOp<? extends U, ? extends X> work) {
        try {
            if (task.begin()) {
                succeeded(task, inContext(work));
            }
        } catch (Throwable thrown) {
            failed(task, thrown);
        }
        return null;
    }

    private <U extends T> U inContext(ScopedValue.CallableOp<? extends U, ? extends X> work)
            throws Exception {
        Deadline deadline = nearestOf(own, inherited);
        Callable<U> bounded =
                deadline == null
                        ? work::call
                        : () -> ScopedValue.where(Deadline.CURRENT, deadline).call(work);
        return connection == null
                ? bounded.call()
                : ScopedValue.where(Connection.CURRENT, connection).call(bounded::call);
    }

    private synchronized <U extends T> void succeeded(Task<U> task, U result) {
        task.succeed(result);
        successes.add(result);
        ended();
    }

    private synchronized void failed(Task<?> task, Throwable thrown) {
        task.fail(thrown);
        if (failure == null) {
            failure = thrown;
        }
        ended();
    }

    private void ended() {
        running--;
        if (isDecided()) {
            LockSupport.unpark(owner);
        }
    }

    private synchronized boolean isDecided() {
        if (running == 0) {
            return true;
        }
        return wanted == ALL
                ? failure != null
                : successes.size() >= wanted || successes.size() + running < wanted;
    }

    /// Waits for what was asked for: that all tasks have succeeded, or enough of them. Then, or
    /// when that can no longer be, cancels those that still run.
    ///
    /// @return the results: of all tasks in the order in which they were forked, or the first
    ///   successes in the order in which they came
    /// @throws X what the first task that failed threw, if there are too few successes
    /// @throws WaitEndedException if a deadline expired, or a limit of the connection was over
    /// @throws InterruptedException if the caller is interrupted
    /// @throws IllegalStateException if fewer tasks were forked than successes are wanted, or the
    ///   tasks are joined already
    /// @throws WrongThreadException if the caller did not open the scope
    public List<T> join() throws X, WaitEndedException, InterruptedException {
        checkOwner();
        if (joined) {
            throw new IllegalStateException("tasks of " + owner.getName() + " are joined already");
        }
        if (tasks.size() < wanted) {
            throw new IllegalStateException(
                    "successes wanted are " + wanted + ", tasks forked are " + tasks.size());
        }
        joined = true;
        try {
            while (!isDecided()) {
                awaitChange();
            }
            return results();
        } finally {
            cancel();
        }
    }

    private void awaitChange() throws WaitEndedException, InterruptedException {
        Deadline nearest = nearestOf(own, Deadline.nearest());
        if (nearest == null) {
            LockSupport.park(this);
        } else {
            nearest.check("a wait for tasks");
            nearest.park(this);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in a wait for tasks");
        }
    }

    private synchronized List<T> results() throws X {
        if (wanted != ALL && successes.size() >= wanted) {
            return List.copyOf(successes.subList(0, wanted));
        }
        if (failure != null) {
            throw thrown(failure);
        }
        List<T> results = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            results.add(task.result());
        }
        return results;
    }

    @SuppressWarnings("unchecked") // a task throws X or what is unchecked
    private X thrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (X) failure;
    }

    private void cancel() {
        tasks.forEach(Task::cancel);
    }

    /// Cancels the tasks that still run, and waits until all have ended: whatever they do, none is
    /// left behind. An interrupt does not shorten the wait; the interrupt status is kept.
    ///
    /// @throws WrongThreadException if the caller did not open the scope
    @Override
    public void close() {
        checkOwner();
        joined = true;
        if (own != null) {
            own.disarm();
        }
        cancel();
        scope.close();
        if (connection != null) {
            connection.closed(this);
        }
    }

    /// The tasks that run now. Any thread; waits for nobody.
    List<TaskSnapshot> running() {
        List<Task<? extends T>> forked;
        synchronized (tasks) {
            forked = List.copyOf(tasks);
        }
        return forked.stream().map(Task::snapshot).flatMap(Optional::stream).toList();
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("tasks belong to " + owner);
        }
    }

    /// One task of a scope.
    ///
    /// @param <T> what it returns
    public static final class Task<T extends @Nullable Object> {

        private volatile @Nullable Thread thread; // while it runs; written under this
        private boolean cancelled; // guarded by this
        private boolean succeeded; // guarded by this
        private @Nullable T result; // guarded by this
        private @Nullable Throwable failure; // guarded by this

        Task() {}

        /// What it returned.
        ///
        /// @throws IllegalStateException if it has not ended, or has failed
        @SuppressWarnings("NullAway") // null only if T is nullable
        public synchronized T result() {
            if (!succeeded) {
                throw new IllegalStateException(
                        failure == null ? "task has no result yet" : "task failed: " + failure);
            }
            return result;
        }

        /// What it threw, if it has failed.
        public synchronized Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }

        /// Says that the calling thread does it.
        ///
        /// @return false if it was cancelled before
        synchronized boolean begin() {
            thread = Thread.currentThread();
            return !cancelled;
        }

        /// What it is at, if it runs.
        Optional<TaskSnapshot> snapshot() {
            Thread running = thread;
            return running == null ? Optional.empty() : Optional.of(TaskSnapshot.of(running));
        }

        synchronized void succeed(T value) {
            result = value;
            succeeded = true;
            thread = null;
        }

        synchronized void fail(Throwable thrown) {
            failure = thrown;
            thread = null;
        }

        synchronized void cancel() {
            cancelled = true;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}
