package io.heddle.loadtest.compare;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Tick;

/// Is told how a comparison gets on, on its thread.
public interface ComparisonObserver extends AutoCloseable {
    /// A pilot fork begins.
    void pilotBegins(String entry);

    /// A fork begins.
    ///
    /// @param block from 1
    /// @param position within the block, from 1
    void forkBegins(String entry, int block, int position);

    /// The fork does something else now.
    void phase(String name);

    /// A point of the timeline of the window that is being measured.
    void tick(Tick tick);

    /// A fork was measured.
    void forkEnds(String entry, ForkResult fork);

    /// A fork failed, and its entry is left out from now on.
    void forkFails(String entry, String problem);

    @Override
    void close();
}
