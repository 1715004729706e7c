package io.heddle.loadtest.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessStatTest {
    private static final String STAT =
            "4211 (a (b) c) S 1 4211 4211 0 -1 4194560 9 0 0 0 1234 567 0 0 20 0 31 0 8901"
                    + " 3000000 5120 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n";

    @TempDir private Path root;

    @Test
    void readsPastANameWithBlanksAndParentheses() throws Exception {
        var files = new RecordedFiles(root).with("proc/4211/stat", STAT).files();

        var stat = ProcessStat.of(files, 4211).orElseThrow();

        assertEquals(12_340_000_000L, stat.userNanos());
        assertEquals(5_670_000_000L, stat.systemNanos());
        assertEquals(18_010_000_000L, stat.totalNanos());
        assertEquals(31, stat.threads());
        assertEquals(5120, stat.residentPages());
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() {
        assertTrue(ProcessStat.of(new KernelFiles(root), 4211).isEmpty());
        assertTrue(ProcessStat.parse("").isEmpty());
    }

    @Test
    void addsUpHowOftenThreadsRan() throws Exception {
        var recorded =
                new RecordedFiles(root)
                        .with("proc/7/task/7/schedstat", "1000 5 10\n")
                        .with("proc/7/task/8/schedstat", "2000 5 20\n");
        var before = ThreadTimes.of(recorded.files(), 7);
        recorded.with("proc/7/task/8/schedstat", "2500 5 29\n")
                .with("proc/7/task/9/schedstat", "100 5 3\n");

        var after = ThreadTimes.of(recorded.files(), 7);

        assertEquals(Map.of(7L, 1000L, 8L, 2500L, 9L, 100L), after.nanos());
        assertEquals(12, after.switchesSince(before));
    }
}
