package io.heddle.loadtest.target.http;

import io.heddle.loadtest.wire.BackendLink;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.Work;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Does what HTTP calls ask for on one event loop: only computing keeps the loop. One thread uses
/// it.
public final class EventAnswers {
    /// The event loop, as its library offers it.
    public interface Loop {
        /// Runs a task on this loop after a time.
        ///
        /// @param millis at least 1
        void schedule(int millis, Runnable task);

        /// Connects to the backend and tells the link, on this loop, what happens.
        void connect(InetSocketAddress backend, BackendLink link);
    }

    private final Loop loop;
    private final Work work;
    private final EventBackends backends;

    /// @param backend where calls to the backend go; null refuses them
    public EventAnswers(Loop loop, Work work, @Nullable InetSocketAddress backend) {
        this.loop = loop;
        this.work = work;
        backends = new EventBackends(loop, backend);
    }

    /// Does it.
    ///
    /// @param whenDone runs when it is done, perhaps before this returns
    /// @param whenFailed runs instead if the backend failed
    public void perform(HttpCall call, Runnable whenDone, Runnable whenFailed) {
        switch (call.kind()) {
            case DELAY -> delay(call.argument(), whenDone);
            case BACKEND -> backends.call(call.calls(), call.argument(), whenDone, whenFailed);
            case BURN -> {
                work.burn(call.argument());
                whenDone.run();
            }
            default -> whenDone.run();
        }
    }

    private void delay(int millis, Runnable whenDone) {
        if (millis == 0) {
            whenDone.run();
        } else {
            loop.schedule(millis, whenDone);
        }
    }
}
