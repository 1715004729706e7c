package io.heddle.loadtest.compare;

/// Told what a comparison is doing, by the thread that runs it.
public interface ComparisonProgress extends AutoCloseable {
    /// A fork begins.
    ///
    /// @param round from 1
    /// @param position from 1 within the round
    void forkStarts(Entry entry, int round, int position);

    /// A phase of the current fork begins, such as `warm-up`.
    void phase(String name);

    /// A fork has been measured.
    void forkEnds(Fork fork);

    /// A fork has failed; the entry will not run again.
    void forkFails(Entry entry, String problem);

    /// The comparison is over.
    @Override
    void close();
}
