package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.heddle.MemoryConnection;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// An exchange takes no more memory than it needs: a guard against what is easily added and hardly
/// seen.
class LeanExchangeTest {

    /// An answer of 120 bytes, which the test's own connection keeps in arrays that double, is in
    /// it.
    private static final long MOST_BYTES = 1_600;

    private static final int ENOUGH_TO_COMPILE = 20_000;
    private static final int MEASURED = 2_000;
    private static final byte[] REQUEST =
            HttpServers.wire("GET /plaintext HTTP/1.1\nHost: example.com\nAccept: */*\n\n");

    @Test
    void anAnswerWithoutContentInTheRequestTakesLittleMemory() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported());
        serve(ENOUGH_TO_COMPILE);

        // more until it is compiled, which a busy machine is slow to do
        eventually()
                .untilAsserted(() -> {
                    MemoryConnection peer = peer(MEASURED);
                    long before = threads.getCurrentThreadAllocatedBytes();
                    serve(peer);
                    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                    long bytes = allocated / MEASURED;
                    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes an exchange");
                });
    }

    private static void serve(int requests) throws Exception {
        serve(peer(requests));
    }

    private static void serve(MemoryConnection peer) throws Exception {
        HttpServer.over(HttpServers.config(), LeanExchangeTest::answer).handle(peer.connection());
    }

    private static Response answer(Request request) throws Exception {
        assertEquals(0, request.content().readAllBytes().length);
        return Response.text("Hello, World!");
    }

    private static MemoryConnection peer(int requests) {
        var pieces = new byte[requests][];
        Arrays.fill(pieces, REQUEST);
        return MemoryConnection.of(pieces);
    }
}
