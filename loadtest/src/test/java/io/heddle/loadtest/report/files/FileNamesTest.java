package io.heddle.loadtest.report.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    @Test
    void areSafeOnAnySystem() {
        assertEquals("heddle", name("heddle"));
        assertEquals("netty-epoll-twin", name("netty-epoll′"));
        assertEquals("exec_bin_x_y", name("exec:/bin/x y"));
        assertEquals("target", name("../.."));
        assertEquals("target-CON", name("CON"));
        assertEquals("tcp_127_0_0_1_9000", name("tcp://127.0.0.1:9000"));
        assertTrue(name("x".repeat(500)).length() <= 80);
    }

    @Test
    void neverAgree() {
        var names = FileNames.of(List.of("a b", "a/b", "A_B", "a′", "a-twin", "a_b-2"));

        assertEquals(
                6,
                names.values().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count());
        assertEquals("a_b", names.get("a b"));
        assertEquals("a_b-2", names.get("a/b"));
    }

    private static String name(String target) {
        return FileNames.of(List.of(target)).get(target);
    }
}
