package io.heddle.loadtest.measure;

/// A clock that moves only when someone sleeps.
final class FakeClock implements Clock {
    private long now = 1_000_000_000_000L;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(long nanos) {
        now += Math.max(0, nanos);
    }

    void advance(long nanos) {
        now += nanos;
    }
}
