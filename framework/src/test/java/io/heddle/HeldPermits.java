package io.heddle;

import static io.heddle.Eventually.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Permits of a [WorkLimit] that others are at work with, until they are released or the test ends.
final class HeldPermits implements AutoCloseable {

    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Background> holders = new ArrayList<>();

    private HeldPermits() {}

    static HeldPermits of(WorkLimit limit, int permits) {
        var held = new HeldPermits();
        int before = limit.used();
        for (int i = 0; i < permits; i++) {
            held.holders.add(Background.startVirtual(() -> limit.run(() -> held.released.await())));
        }
        eventually().until(() -> limit.used() == before + permits);
        return held;
    }

    void release() {
        released.countDown();
        holders.forEach(Background::join);
    }

    @Override
    public void close() {
        release();
    }
}
