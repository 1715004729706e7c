package io.heddle.client;

import static io.heddle.Eventually.eventually;

import io.heddle.Background;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A race in virtual time whose attempts go as it is told: each takes its time and succeeds or
/// fails. The address of attempt N is 127.0.0.N.
final class ScriptedRace {

    private static final Duration NEVER = Duration.ofDays(1);

    private record Script(Duration takes, boolean succeeds) {}

    /// What an attempt leads to.
    static final class Link implements Closeable {
        final int attempt;
        volatile boolean closed;

        Link(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Duration delay;
    private final List<Script> scripts = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();
    private final List<Long> starts = new ArrayList<>(); // millis; guarded by this
    private int ended; // attempts; guarded by this
    private boolean lastIsPending; // guarded by this
    private boolean succeeded; // guarded by this
    private volatile boolean over;
    private volatile @Nullable Link winner;
    private volatile @Nullable Exception failure;

    ScriptedRace(Duration delay) {
        this.delay = delay;
    }

    ScriptedRace answers(long millis) {
        scripts.add(new Script(Duration.ofMillis(millis), true));
        return this;
    }

    ScriptedRace fails(long millis) {
        scripts.add(new Script(Duration.ofMillis(millis), false));
        return this;
    }

    ScriptedRace isSilent() {
        scripts.add(new Script(NEVER, false));
        return this;
    }

    static InetSocketAddress address(int attempt) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + attempt), 7);
    }

    /// Runs it to its end.
    ScriptedRace run() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 1; i <= scripts.size(); i++) {
            addresses.add(address(i));
        }
        var race = new AddressRace<Link>("a race", this::connect, delay, time);
        Background running =
                Background.startVirtual(() -> {
                    try {
                        winner = race.run(addresses);
                    } catch (IOException | RuntimeException e) {
                        failure = e;
                    } finally {
                        over = true;
                    }
                });
        eventually().until(() -> over || isAtRest());
        while (!over) {
            time.goOn();
            eventually().until(() -> over || isAtRest());
        }
        running.join();
        return this;
    }

    /// Whether nothing happens before time goes on: all attempts wait for their time, and so does
    /// the one whose turn is next.
    private synchronized boolean isAtRest() {
        boolean more = starts.size() < scripts.size();
        return !succeeded
                && (lastIsPending || !more)
                && ended < starts.size()
                && time.sleepers() == starts.size() - ended + (more ? 1 : 0);
    }

    private Link connect(InetSocketAddress address) throws IOException {
        int attempt = address.getAddress().getAddress()[3];
        Script script = scripts.get(attempt - 1);
        begin();
        try {
            time.letPass(script.takes());
        } finally {
            end(attempt);
        }
        if (!script.succeeds()) {
            throw new IOException("attempt " + attempt);
        }
        synchronized (this) {
            succeeded = true;
        }
        return new Link(attempt);
    }

    private synchronized void begin() {
        starts.add(time.millis());
        lastIsPending = true;
    }

    private synchronized void end(int attempt) {
        ended++;
        lastIsPending &= attempt != starts.size();
    }

    /// When its attempts began, in milliseconds.
    synchronized List<Long> starts() {
        return List.copyOf(starts);
    }

    /// How long it took, in milliseconds.
    long took() {
        return time.millis();
    }

    /// The attempt that won.
    int winner() {
        Link won = winner;
        if (won == null) {
            throw new AssertionError("nobody won", failure);
        }
        return won.attempt;
    }

    Exception failure() {
        Exception thrown = failure;
        if (thrown == null) {
            throw new AssertionError("somebody won");
        }
        return thrown;
    }

    /// Whether no attempt is left.
    synchronized boolean isOver() {
        return ended == starts.size();
    }
}
