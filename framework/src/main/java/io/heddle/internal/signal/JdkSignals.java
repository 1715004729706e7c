package io.heddle.internal.signal;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/// The JDK's `sun.misc.Signal` and `SignalHandler`.
///
/// No other class of the JDK catches signals. The compiler warns of every mention of these two, and
/// a JDK may come without them; method handles do without the first and notice the second.
record JdkSignals(
        Class<?> handlerType,
        MethodHandle newSignal,
        MethodHandle number,
        MethodHandle register,
        MethodHandle call) {

    /// @throws UnsupportedOperationException if this JDK has no such classes
    static JdkSignals lookup() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            return new JdkSignals(
                    handler,
                    lookup.findConstructor(signal, methodType(void.class, String.class)),
                    lookup.findVirtual(signal, "getNumber", methodType(int.class)),
                    lookup.findStatic(signal, "handle", methodType(handler, signal, handler)),
                    lookup.findVirtual(handler, "handle", methodType(void.class, signal)));
        } catch (ReflectiveOperationException | LinkageError absent) {
            throw new UnsupportedOperationException(
                    "signals cannot be caught: no sun.misc.Signal here, which is in the module"
                            + " jdk.unsupported",
                    absent);
        }
    }

    /// @param name without `SIG`
    /// @throws IllegalArgumentException if the system has no such signal
    Object signal(String name) {
        return invoke(() -> newSignal.invoke(name));
    }

    int number(Object signal) {
        return invoke(() -> (int) number.invoke(signal));
    }

    /// Makes a handler; each call of it is on a thread of its own.
    Object handler(Consumer<Object> action) {
        return invoke(() -> {
            MethodHandle accept =
                    MethodHandles.publicLookup()
                            .findVirtual(
                                    Consumer.class, "accept", methodType(void.class, Object.class));
            return MethodHandleProxies.asInterfaceInstance(handlerType, accept.bindTo(action));
        });
    }

    /// @return the handler so far
    /// @throws IllegalArgumentException if the virtual machine keeps the signal for itself
    Object register(Object signal, Object handler) {
        return invoke(() -> register.invoke(signal, handler));
    }

    /// Calls a handler as the virtual machine would.
    ///
    /// @throws UnsupportedOperationException if it is not of Java: the system's default, say
    void call(Object handler, Object signal) {
        invoke(() -> {
            call.invoke(handler, signal);
            return signal;
        });
    }

    private static <T> T invoke(Invocation<T> invocation) {
        try {
            return invocation.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Invocation<T> {
        T run() throws Throwable;
    }
}
