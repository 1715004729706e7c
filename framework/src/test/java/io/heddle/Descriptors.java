package io.heddle;

import static io.heddle.Eventually.eventually;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The open descriptors of this process, where the system counts them.
public final class Descriptors {

    private static final long TOLERANCE = 2;

    private Descriptors() {}

    /// How many are open; always 0 where they are not counted.
    public static long open() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /// Waits until at most 2 more are open than before.
    public static void awaitBackTo(long before) {
        eventually().until(Descriptors::open, open -> open <= before + TOLERANCE);
    }
}
