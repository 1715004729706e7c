package io.heddle.loadtest.compare;

import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Tick;

/// Looks away.
final class NoObserver implements ComparisonObserver {
    @Override
    public void pilotBegins(String entry) {}

    @Override
    public void forkBegins(String entry, int block, int position) {}

    @Override
    public void phase(String name) {}

    @Override
    public void tick(Tick tick) {}

    @Override
    public void forkEnds(String entry, ForkResult fork) {}

    @Override
    public void forkFails(String entry, String problem) {}

    @Override
    public void close() {}
}
