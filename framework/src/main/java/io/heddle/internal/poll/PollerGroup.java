package io.heddle.internal.poll;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The pollers of a server, to which channels are dealt in turn. Any thread.
public final class PollerGroup implements Closeable {

    private final List<Poller> pollers;
    private final AtomicInteger next = new AtomicInteger();

    private PollerGroup(List<Poller> pollers) {
        this.pollers = pollers;
    }

    /// Opens that many pollers; none is left open if one cannot be.
    ///
    /// @throws IOException if the system has no descriptors left
    public static PollerGroup open(int count) throws IOException {
        var group = new PollerGroup(new ArrayList<>(count));
        try {
            for (int i = 0; i < count; i++) {
                group.pollers.add(new Poller());
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw e;
        }
    }

    /// The poller for one more channel.
    public Poller next() {
        if (pollers.size() == 1) {
            return pollers.getFirst();
        }
        return pollers.get(Math.floorMod(next.getAndIncrement(), pollers.size()));
    }

    /// All pollers, each to be run by a thread of its own.
    public List<Poller> all() {
        return List.copyOf(pollers);
    }

    /// Ends the loops of all pollers.
    @Override
    public void close() {
        for (Poller poller : pollers) {
            try {
                poller.close();
            } catch (IOException e) {
                // the selector is closed for us whatever the system says
            }
        }
    }
}
