package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.ComparisonProgress;
import io.heddle.loadtest.compare.Entry;
import io.heddle.loadtest.compare.Fork;

/// Shows nothing.
public final class NoProgress implements ComparisonProgress {
    @Override
    public void forkStarts(Entry entry, int round, int position) {}

    @Override
    public void phase(String name) {}

    @Override
    public void forkEnds(Fork fork) {}

    @Override
    public void forkFails(Entry entry, String problem) {}

    @Override
    public void close() {}
}
