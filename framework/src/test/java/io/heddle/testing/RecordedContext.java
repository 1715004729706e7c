package io.heddle.testing;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The context of a test that never ran: as much of JUnit's as [LeakCheck] asks for.
final class RecordedContext {

    private final Class<?> testClass;
    private final Optional<Method> testMethod;
    private final Map<Object, Object> values = new HashMap<>();
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    private RecordedContext(Class<?> testClass, Optional<Method> testMethod) {
        this.testClass = testClass;
        this.testMethod = testMethod;
    }

    static RecordedContext of(Class<?> testClass) {
        return new RecordedContext(testClass, Optional.empty());
    }

    static RecordedContext of(Class<?> testClass, String method) throws NoSuchMethodException {
        return new RecordedContext(testClass, Optional.of(testClass.getDeclaredMethod(method)));
    }

    ExtensionContext asJUnits() {
        return proxy(
                ExtensionContext.class,
                (called, arguments) ->
                        switch (called) {
                            case "getStore" -> store();
                            case "getDisplayName" ->
                                    testMethod.map(Method::getName).orElse(testClass.getName());
                            case "getTestMethod" -> testMethod;
                            case "getTestClass" -> Optional.of(testClass);
                            case "getEnclosingTestClasses" -> List.of();
                            default -> throw new UnsupportedOperationException(called);
                        });
    }

    private ExtensionContext.Store store() {
        return proxy(
                ExtensionContext.Store.class,
                (called, arguments) ->
                        switch (called) {
                            case "get" -> values.get(arguments[0]);
                            case "put" -> {
                                if (arguments[1] instanceof AutoCloseable closeable) {
                                    closeables.push(closeable);
                                }
                                yield values.put(arguments[0], arguments[1]);
                            }
                            default -> throw new UnsupportedOperationException(called);
                        });
    }

    /// Ends the context as JUnit does: what was put last is closed first.
    void end() throws Exception {
        while (!closeables.isEmpty()) {
            closeables.pop().close();
        }
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
