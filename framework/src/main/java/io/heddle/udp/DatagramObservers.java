package io.heddle.udp;

import io.heddle.ShutdownReport;
import io.heddle.internal.time.TimerWheel;
import io.heddle.internal.time.WheelTimer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// All observers of a server as one. Any thread.
final class DatagramObservers {

    private static final long REPORT_TICKS = TimerWheel.ticks(Duration.ofSeconds(1));

    private final List<GuardedDatagramObserver> observers = new ArrayList<>();
    private final TimerWheel wheel;
    private final DropReports reports = new DropReports();
    private volatile @Nullable DatagramServer server; // from its start on
    private volatile ToLongFunction<DropReason> dropped = reason -> 0;

    /// @param serverName for the names of threads
    DatagramObservers(String serverName, List<DatagramObserver> observers, TimerWheel wheel) {
        this.wheel = wheel;
        for (DatagramObserver observer : observers) {
            String threadName = "observer " + serverName + " " + (this.observers.size() + 1);
            this.observers.add(new GuardedDatagramObserver(observer, threadName, this::failed));
        }
    }

    /// @param counts how many datagrams were dropped so far
    void started(DatagramServer started, ToLongFunction<DropReason> counts) {
        server = started;
        dropped = counts;
        observers.forEach(GuardedDatagramObserver::start);
        tellAside(observer -> observer.started(started));
    }

    void draining() {
        aside((observer, own) -> observer.draining(own));
    }

    void drained(ShutdownReport report) {
        aside((observer, own) -> observer.drained(own, report));
    }

    /// The last that is told.
    void stopped() {
        wheel.cancel(reports);
        reports.tell();
        aside((observer, own) -> observer.stopped(own));
        observers.forEach(GuardedDatagramObserver::close);
    }

    void failed(InetSocketAddress peer, Throwable failure) {
        DatagramServer own = server;
        if (own != null) {
            tell(observer -> observer.failed(own, peer, failure));
        }
    }

    void opened(DatagramSession session) {
        tell(observer -> observer.opened(session));
    }

    void closed(DatagramSession session, SessionEnd end) {
        tell(observer -> observer.closed(session, end));
    }

    void receiveFailed(InetSocketAddress address, long failures, Throwable cause) {
        aside((observer, own) -> observer.receiveFailed(own, address, failures, cause));
    }

    /// Something was dropped: that is told within a second or so.
    void dropped() {
        if (!observers.isEmpty() && !reports.isSet.get() && !reports.isSet.getAndSet(true)) {
            wheel.set(reports, REPORT_TICKS);
        }
    }

    /// Whether a thread is one that tells observers.
    boolean runOn(Thread candidate) {
        return observers.stream().anyMatch(observer -> observer.runsOn(candidate));
    }

    private void failed(GuardedDatagramObserver culprit, @Nullable Throwable failure) {
        for (GuardedDatagramObserver other : observers) {
            if (other != culprit) {
                other.tellAside(observer -> observer.observerFailed(culprit.observer(), failure));
            }
        }
    }

    private interface OfServer {
        void tell(DatagramObserver observer, DatagramServer server);
    }

    private void aside(OfServer event) {
        DatagramServer own = server;
        if (own != null) {
            tellAside(observer -> event.tell(observer, own));
        }
    }

    private void tell(Consumer<DatagramObserver> event) {
        for (GuardedDatagramObserver observer : observers) {
            observer.tell(event);
        }
    }

    private void tellAside(Consumer<DatagramObserver> event) {
        for (GuardedDatagramObserver observer : observers) {
            observer.tellAside(event);
        }
    }

    /// Tells what was dropped since it was told last.
    private final class DropReports extends WheelTimer {

        private final AtomicBoolean isSet = new AtomicBoolean();
        private final Map<DropReason, Long> told = // guarded by this
                new EnumMap<>(DropReason.class);

        @Override
        protected void expire() {
            isSet.set(false); // before the look: what is dropped from now on sets it again
            tell();
        }

        synchronized void tell() {
            for (DropReason reason : DropReason.values()) {
                long now = dropped.applyAsLong(reason);
                long count = now - told.getOrDefault(reason, 0L);
                if (count > 0) {
                    told.put(reason, now);
                    aside((observer, own) -> observer.dropped(own, reason, count));
                }
            }
        }
    }
}
