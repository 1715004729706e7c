package io.heddle;

import io.heddle.internal.scope.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What holds the threads of a [TaskScope]: both must keep what it promises.
@SuppressWarnings("ImmutableEnumChecker") // an opener has no state
enum ScopedBy {
    THE_JDK,
    OUR_OWN;

    private Scope open(String name) {
        return this == THE_JDK ? Scope.open(name) : Scope.openOwn(name);
    }

    <T extends @Nullable Object, X extends Exception> TaskScope<T, X> allSucceed() {
        return new TaskScope<>(TaskScope.ALL, null, this::open);
    }

    <T extends @Nullable Object, X extends Exception> TaskScope<T, X> allSucceed(Duration limit) {
        return new TaskScope<>(TaskScope.ALL, limit, this::open);
    }

    <T extends @Nullable Object, X extends Exception> TaskScope<T, X> firstSuccesses(int wanted) {
        return new TaskScope<>(wanted, null, this::open);
    }
}
