package io.heddle.loadtest.target.http;

import io.heddle.loadtest.wire.BackendLink;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to the backend: each has one request under way, and an idle
/// one is used before another is opened. One thread uses it.
final class EventBackends {
    private final EventAnswers.Loop loop;
    private final @Nullable InetSocketAddress backend;
    private final Deque<Line> idle = new ArrayDeque<>();

    EventBackends(EventAnswers.Loop loop, @Nullable InetSocketAddress backend) {
        this.loop = loop;
        this.backend = backend;
    }

    void call(int times, int millis, Runnable whenDone, Runnable whenFailed) {
        if (backend == null) {
            whenFailed.run();
        } else if (times == 0) {
            whenDone.run();
        } else {
            var line = idle.poll();
            if (line == null) {
                line = new Line();
                loop.connect(backend, line.link);
            }
            line.call(times, millis, whenDone, whenFailed);
        }
    }

    private static void nothing() {}

    private final class Line {
        private final BackendLink link = new BackendLink(this::done, this::failed);
        private Runnable whenDone = EventBackends::nothing;
        private Runnable whenFailed = EventBackends::nothing;

        void call(int times, int millis, Runnable done, Runnable failed) {
            whenDone = done;
            whenFailed = failed;
            link.call(times, millis);
        }

        private void done() {
            var done = whenDone;
            whenFailed = EventBackends::nothing;
            idle.push(this);
            done.run();
        }

        private void failed() {
            idle.remove(this);
            whenFailed.run();
        }
    }
}
