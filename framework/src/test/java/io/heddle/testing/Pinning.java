package io.heddle.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Makes a virtual thread keep its carrier while it waits: inside of a call from native code, which
/// cannot be unmounted.
public final class Pinning {

    private static final ScopedValue<Duration> TIME = ScopedValue.newInstance();

    private Pinning() {}

    /// Keeps the carrier of the calling thread.
    ///
    /// @param time for how long
    @SuppressWarnings("restricted")
    public static void once(Duration time) {
        var pointer = ValueLayout.ADDRESS;
        var size = ValueLayout.JAVA_LONG;
        Linker linker = Linker.nativeLinker();
        try (var arena = Arena.ofConfined()) {
            var type = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class);
            var compare =
                    linker.upcallStub(
                            MethodHandles.lookup().findStatic(Pinning.class, "wait", type),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, pointer, pointer),
                            arena);
            var sort =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("qsort"),
                            FunctionDescriptor.ofVoid(pointer, size, size, pointer));
            MemorySegment two = arena.allocateFrom(ValueLayout.JAVA_INT, 2, 1);
            ScopedValue.where(TIME, time)
                    .call(() -> {
                        sort.invoke(two, 2L, 4L, compare);
                        return two;
                    });
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings({"unused", "UnusedMethod"}) // called by qsort, in the place of a comparison
    private static int wait(MemorySegment a, MemorySegment b) {
        try {
            boolean unusedReleased = new CountDownLatch(1).await(TIME.get().toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
