package io.heddle.http;

import static io.heddle.http.HttpServers.served;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is far too much costs no more memory than what is just allowed.
class BombCostTest {

    private static final long MOST_BYTES = 1 << 20; // of which most is garbage at once

    @ParameterizedTest
    @MethodSource("io.heddle.http.BombTest#bombs")
    void takesLittleMemory(String status, String bomb) throws Exception {
        byte[] wire = bomb.getBytes(ISO_8859_1);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        served(HttpServers.MIRROR, wire); // what is made once is not counted
        long before = threads.getCurrentThreadAllocatedBytes();

        String answer = served(HttpServers.MIRROR, wire);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(status, HttpServers.statuses(answer));
        assertTrue(allocated < MOST_BYTES, () -> allocated + " bytes");
    }
}
