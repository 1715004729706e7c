package io.heddle.loadtest.report.live;

import io.heddle.loadtest.report.text.Outline;
import io.heddle.loadtest.result.ForkResult;
import io.heddle.loadtest.result.Tick;

/// Shows nothing.
final class NoProgress implements Progress {
    @Override
    public void begins(Outline plan) {}

    @Override
    public void pilotBegins(String target) {}

    @Override
    public void forkBegins(String target, int block, int position) {}

    @Override
    public void phase(String name) {}

    @Override
    public void tick(Tick tick) {}

    @Override
    public void forkEnds(String target, ForkResult fork) {}

    @Override
    public void forkFails(String target, String problem) {}

    @Override
    public void problem(String line) {}

    @Override
    public void close() {}
}
