package io.heddle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// An observer that breaks its contract in some of its methods, by throwing or by blocking, and
/// does nothing in the others. One that blocks takes no notice of interrupts.
@SuppressWarnings("ReferenceEquality") // a proxy has no other
final class FaultyObserver implements InvocationHandler {

    private final Predicate<String> where;
    private final CountDownLatch released;
    private final boolean throwing;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Queue<String> blamed = new ConcurrentLinkedQueue<>();
    private final ServerObserver observer;

    private FaultyObserver(Predicate<String> where, boolean throwing) {
        this.where = where;
        this.throwing = throwing;
        this.released = new CountDownLatch(1);
        this.observer =
                (ServerObserver)
                        Proxy.newProxyInstance(
                                ServerObserver.class.getClassLoader(),
                                new Class<?>[] {ServerObserver.class},
                                this);
    }

    static FaultyObserver throwingEverywhere() {
        return new FaultyObserver(_ -> true, true);
    }

    static FaultyObserver blockingIn(String method) {
        return new FaultyObserver(method::equals, false);
    }

    /// The names of all that an observer is told.
    static Stream<String> methods() {
        return Arrays.stream(ServerObserver.class.getMethods()).map(Method::getName);
    }

    ServerObserver observer() {
        return observer;
    }

    /// Lets go of the threads that it blocks, and blocks no more.
    void release() {
        released.countDown();
    }

    /// How often a method was called.
    int calls(String method) {
        AtomicInteger count = calls.get(method);
        return count == null ? 0 : count.get();
    }

    /// What another observer of the same server was told of this one: a failure's name, or blocked.
    Queue<String> blamed() {
        return blamed;
    }

    /// An observer that notes it.
    ServerObserver witness() {
        return new ServerObserver() {
            @Override
            public void observerFailed(ServerObserver culprit, Throwable failure) {
                if (culprit == observer) {
                    blamed.add(failure == null ? "blocked" : failure.getClass().getSimpleName());
                }
            }
        };
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "faulty observer";
            };
        }
        calls.computeIfAbsent(method.getName(), _ -> new AtomicInteger()).incrementAndGet();
        if (where.test(method.getName())) {
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
            Uninterruptibly.await(released);
        }
        return null;
    }
}
