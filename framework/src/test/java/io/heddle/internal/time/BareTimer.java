package io.heddle.internal.time;

/// A timer with one field, that does nothing.
final class BareTimer extends WheelTimer {

    private final long number;

    BareTimer(long number) {
        this.number = number;
    }

    @Override
    protected void expire() {}

    @Override
    public String toString() {
        return "timer " + number;
    }
}
