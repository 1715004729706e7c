package io.heddle.internal.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A signal that calls us instead of whom it called before.
final class CaughtSignal {

    private final JdkSignals jdk;
    private final String name;
    private final Object signal;
    private final Object handler;
    private final Object former;

    private CaughtSignal(JdkSignals jdk, String name, Consumer<CaughtSignal> action) {
        this.jdk = jdk;
        this.name = "SIG" + name;
        this.signal = jdk.signal(name);
        this.handler = jdk.handler(same -> action.accept(this));
        this.former = jdk.register(signal, handler);
    }

    /// Catches all of these or none.
    ///
    /// @param names without `SIG`
    /// @param action called on a thread of its own for each signal, maybe before this returns
    /// @throws UnsupportedOperationException if one of them cannot be caught, saying why
    static List<CaughtSignal> all(List<String> names, Consumer<CaughtSignal> action) {
        JdkSignals jdk = JdkSignals.lookup();
        List<CaughtSignal> caught = new ArrayList<>();
        for (String name : names) {
            try {
                caught.add(new CaughtSignal(jdk, name, action));
            } catch (IllegalArgumentException refused) {
                caught.forEach(CaughtSignal::release);
                throw new UnsupportedOperationException(
                        "SIG" + name + " cannot be caught; was Java started with -Xrs?", refused);
            }
        }
        return List.copyOf(caught);
    }

    /// Puts the former handler back, unless somebody else has caught the signal since: theirs
    /// stays.
    void release() {
        Object replaced = jdk.register(signal, former);
        if (!handler.equals(replaced)) {
            jdk.register(signal, replaced);
        }
    }

    /// Lets the former handler have a signal that came to us. Where that is none of Java's, but the
    /// system's "end" or "ignore", nothing happens.
    void passOn() {
        try {
            jdk.call(former, signal);
        } catch (UnsupportedOperationException ofTheSystem) {
            // see above
        }
    }

    /// 15 for `SIGTERM`, say.
    int number() {
        return jdk.number(signal);
    }

    @Override
    public String toString() {
        return name;
    }
}
