package io.heddle.loadtest.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.compare.Fixtures;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter written = new StringWriter();

    @Test
    void writesALineForEachForkWhenPlain() {
        run(false);

        long left = Fixtures.plan("raw-vt", "netty-epoll").forkTime().multipliedBy(5).toSeconds();
        assertEquals(
                """
                round 1/3 · raw-vt (1 of 2) · 80,000 requests/s · 7.50 CPU us/req · about %ds left
                """
                        .formatted(left),
                written.toString());
    }

    @Test
    void rewritesOneLineOnATerminal() {
        run(true);

        var text = written.toString();
        assertTrue(text.contains("\r\033[Kround 1/3 · raw-vt (1 of 2) · warm-up · "), text);
        assertTrue(text.endsWith("\r\033[K"), text);
    }

    private void run(boolean rewriting) {
        var plan = Fixtures.plan("raw-vt", "netty-epoll");
        var entry = plan.entries().getFirst();
        try (var progress = new ProgressLine(plan, new PrintWriter(written), rewriting)) {
            progress.forkStarts(entry, 1, 1);
            progress.phase("warm-up");
            progress.forkEnds(Fixtures.fork(entry, 1, Fixtures.window(80_000, 7.5), 1500));
        }
    }
}
