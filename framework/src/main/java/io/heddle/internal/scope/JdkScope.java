package io.heddle.internal.scope;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A [Scope] that is the JDK's `StructuredTaskScope`.
///
/// That class is in preview in JDK 25 to 27, so a class file that names it needs a flag to run;
/// method handles do not. What a JDK calls differently is looked up under both names.
final class JdkScope implements Scope {

    /// Whether the running JDK has the scope as we know it.
    static final boolean AVAILABLE;

    private static final @Nullable Handles HANDLES;

    /// Bound once before a scope is opened. "No bindings" has one form in a thread that has never
    /// bound anything and another in one that has; a scope that saw the first would take the second
    /// for a change of bindings, and refuse to fork.
    private static final ScopedValue<JdkScope> ANY = ScopedValue.newInstance();

    static {
        Handles handles = null;
        try {
            handles = Handles.lookup();
        } catch (ReflectiveOperationException | LinkageError unknownShape) {
            // another JDK: ThreadScope serves
        }
        HANDLES = handles;
        AVAILABLE = handles != null;
    }

    private final Handles handles;
    private final Object scope;
    private final Thread owner = Thread.currentThread();
    private Thread.@Nullable Builder next; // confined to the owner
    private boolean forked; // confined to the owner
    private boolean joined; // confined to the owner

    private JdkScope(Handles handles, String name) {
        this.handles = handles;
        ScopedValue.where(ANY, this).run(() -> {});
        this.scope = handles.open(name, this::newThread);
    }

    static Scope open(String name) {
        return new JdkScope(Objects.requireNonNull(HANDLES), name);
    }

    private Thread newThread(Runnable task) {
        return Objects.requireNonNull(next, "forked from outside").unstarted(task);
    }

    @Override
    public void fork(Thread.Builder thread, Callable<?> task) {
        checkOwner();
        next = thread;
        try {
            handles.fork(scope, task);
            forked = true;
        } finally {
            next = null;
        }
    }

    @Override
    public void join() throws InterruptedException {
        handles.join(scope);
        joined = true;
    }

    @Override
    public void close() {
        checkOwner();
        if (forked && !joined) {
            interruptedJoin(); // the JDK's close complains if the owner never joined
        }
        handles.close(scope);
    }

    private void interruptedJoin() {
        boolean interrupted = Thread.interrupted();
        try {
            Thread.currentThread().interrupt();
            handles.join(scope);
        } catch (InterruptedException | IllegalStateException asIntended) {
            // joining has begun: that is all that close asks for
        } finally {
            Thread.interrupted();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException("scope is owned by " + owner);
        }
    }

    /// The methods of `StructuredTaskScope`, its `Joiner` and its `Configuration`.
    private record Handles(
            MethodHandle open,
            MethodHandle awaitAll,
            MethodHandle withName,
            MethodHandle withThreadFactory,
            MethodHandle fork,
            MethodHandle join,
            MethodHandle close) {

        static Handles lookup() throws ReflectiveOperationException {
            String name = "java.util.concurrent.StructuredTaskScope";
            Class<?> scope = Class.forName(name);
            Class<?> joiner = Class.forName(name + "$Joiner");
            Class<?> configuration = Class.forName(name + "$Configuration");
            Class<?> subtask = Class.forName(name + "$Subtask");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new Handles(
                    open(lookup, scope, joiner),
                    lookup.findStatic(joiner, "awaitAll", methodType(joiner)),
                    lookup.findVirtual(
                            configuration, "withName", methodType(configuration, String.class)),
                    lookup.findVirtual(
                            configuration,
                            "withThreadFactory",
                            methodType(configuration, ThreadFactory.class)),
                    lookup.findVirtual(scope, "fork", methodType(subtask, Callable.class)),
                    lookup.findVirtual(scope, "join", methodType(Object.class)),
                    lookup.findVirtual(scope, "close", methodType(void.class)));
        }

        /// `open(Joiner, Function)` in JDK 25, `open(Joiner, UnaryOperator)` from JDK 26 on.
        private static MethodHandle open(
                MethodHandles.Lookup lookup, Class<?> scope, Class<?> joiner)
                throws ReflectiveOperationException {
            try {
                return lookup.findStatic(scope, "open", methodType(scope, joiner, Function.class));
            } catch (NoSuchMethodException newer) {
                return lookup.findStatic(
                        scope, "open", methodType(scope, joiner, UnaryOperator.class));
            }
        }

        Object open(String name, ThreadFactory threads) {
            UnaryOperator<Object> configure =
                    configuration ->
                            call(() -> {
                                Object named = withName.invoke(configuration, name);
                                return withThreadFactory.invoke(named, threads);
                            });
            return call(() -> open.invoke(awaitAll.invoke(), configure));
        }

        void fork(Object scope, Callable<?> task) {
            call(() -> fork.invoke(scope, task));
        }

        void join(Object scope) throws InterruptedException {
            try {
                join.invoke(scope);
            } catch (InterruptedException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        void close(Object scope) {
            call(() -> {
                close.invoke(scope);
                return scope;
            });
        }

        private static Object call(Invocation invocation) {
            try {
                return invocation.run();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private interface Invocation {
            Object run() throws Throwable;
        }
    }
}
