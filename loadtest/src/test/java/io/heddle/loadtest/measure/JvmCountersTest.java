package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.Main;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JvmCountersTest {
    @Test
    void comeBackOverTheControlLineOfAServer() throws Exception {
        var server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                JvmCounters.SAFEPOINT_FLAG,
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve",
                                "heddle",
                                "--port",
                                "0",
                                "--control")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var output = server.inputReader();
                var input = server.outputWriter()) {
            assertTrue(output.readLine().startsWith("listening on "));
            input.write("counters\ngc\ncounters\n");
            input.flush();
            var before = JvmCounters.of(values(output.readLine()));
            assertTrue(output.readLine().startsWith("gc "));

            var between = JvmCounters.of(values(output.readLine())).since(before);

            assertTrue(between.gcCount() >= 1, between.toString());
            assertTrue(between.threads() >= 1, between.toString());
            assertNotNull(between.heapBytes());
            assertTrue(between.heapBytes() < 64 << 20, between.toString());
            assertNotNull(between.safepointCount());
            assertTrue(between.safepointCount() >= 1, between.toString());
            assertNotNull(between.safepointMillis());
            assertNotNull(between.vtParallelism());
            assertTrue(between.vtParallelism() >= 1, between.toString());
        } finally {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void leaveOutWhatIsNotKnown() {
        var counters = new JvmCounters(1, 2, 3, 4, null, null, null, null, null, null, null);

        assertEquals(
                Map.of("gcCount", 1L, "gcMillis", 2L, "jitMillis", 3L, "threads", 4L),
                counters.values());
        var back = JvmCounters.of(Map.of("gcCount", "1", "gcMillis", "2"));
        assertEquals(1, back.gcCount());
        assertNull(back.heapBytes());
        assertNull(back.since(counters).safepointMillis());
    }

    @Test
    void surviveTheWayOverTheLine() {
        var counters = new JvmCounters(1, 2, 3, 4, 5L, 6L, 7L, 8, 9, 10, 11L);
        var texts = new HashMap<String, String>();
        counters.values().forEach((name, value) -> texts.put(name, value.toString()));

        assertEquals(counters, JvmCounters.of(texts));
    }

    private static Map<String, String> values(String line) {
        var values = new HashMap<String, String>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return values;
    }
}
