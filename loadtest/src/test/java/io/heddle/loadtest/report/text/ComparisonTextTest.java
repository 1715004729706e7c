package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.ComparisonResult;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
    private static final Style UNICODE = new Style(false, true, 100);

    @Test
    void tellsLossesAndGainsDoubtsAndLimits() {
        assertEquals(
                """
                compare echo: 6 forks, seed 7, baseline netty, split: server 0, client 1
                Small messages

                - A/A: netty against itself: CPU us/req +0.6% [-2.4%, +3.6%]; differences within ±3.0% are noise.
                ▼ heddle is worse than netty: CPU us/req +26.3% [+23.3%, +29.3%] (14.9 against 11.8). Also worse:
                  p99 +26.3% [+23.3%, +29.3%].
                ! NOT VALID (V2): raw|vt is better than netty: CPU us/req -13.6% [-16.6%, -10.6%] (10.2 against
                  11.8). Unbounded (overload): p99.

                Expected: Near equal.
                Found:    worse: heddle +26.3%; better: raw|vt -13.6% (not valid).

                target  CPU us/req             vs baseline      p99 us  requests/s  valid
                netty         11.8                baseline       410      61,000      yes
                netty′        11.9  A/A +0.6% [-2.4, +3.6]       420 ≈    60,800 ?    yes
                heddle        14.9   worse +26% [+23, +29]       470 ▼    52,000 ?  amber
                raw|vt        10.2  better -14% [-17, -11]  overload      50,000 ?  NO V2
                Medians of the forks; ratios with 95% confidence intervals. ▲ better, ▼ worse, ≈ equivalent, ?
                inconclusive.

                Doubtful
                RED   V2  offered load (raw|vt): 91.0% of it was achieved
                          → Offer less.
                amber V3  send lag (heddle): p99 900 us, at most 1 ms
                          → Give the client a core of its own.

                Skipped
                - vertx: needs 20,000 sockets, 10,000 are allowed

                What this run does not show
                - Loopback only: no network card, no loss and no distance, and segments of up to 64 KiB.
                - Processors: split: server 0, client 1. It says nothing about other numbers of cores.
                - Settings are those of the profile 'default'; other settings may rank otherwise.
                - The numbers of raw|vt are not valid (V2).
                - Not steady when measured: netty in 1 of 6 forks, netty′ in 1 of 6 forks, heddle in 1 of 6 forks,
                  raw|vt in 1 of 6 forks.
                - Left out: 1, see above.
                - One machine on one day. A number tells that something is so, not why: find the reason before you
                  rely on it.
                """,
                text(TinyResults.four(6), UNICODE));
    }

    @Test
    void saysFirstThatFewForksShowADirectionOnly() {
        var few = ComparisonText.lines(TinyResults.four(3), Style.PLAIN);
        var enough = text(TinyResults.four(4), Style.PLAIN);

        assertTrue(few.get(3).startsWith("! Directional only: with 3 forks "), few.get(3));
        assertFalse(enough.contains("irectional"), enough);
    }

    @Test
    void saysThatNothingWasMeasured() {
        assertTrue(text(TinyResults.nothing(), Style.PLAIN).contains("! Nothing was measured."));
    }

    @Test
    void isNeverWiderThanAskedAndNeverMoreThanAsciiIfAsked() {
        for (long seed = 0; seed < 300; seed++) {
            var result = TinyResults.random(seed);
            int width = 40 + (int) (seed % 90);
            for (boolean unicode : new boolean[] {true, false}) {
                for (var line : ComparisonText.lines(result, new Style(false, unicode, width))) {
                    assertTrue(line.length() <= width, line);
                    assertTrue(
                            unicode || line.chars().allMatch(each -> each >= ' ' && each < 0x7f),
                            line);
                    assertFalse(line.chars().anyMatch(Character::isISOControl), line);
                }
            }
        }
    }

    @Test
    void saysTheSameWithColours() {
        var coloured = ComparisonText.lines(TinyResults.four(6), new Style(true, true, 100));

        assertEquals(
                ComparisonText.lines(TinyResults.four(6), UNICODE),
                coloured.stream()
                        .map(line -> line.replaceAll("\u001b\\[[\\d;]*m", "").stripTrailing())
                        .toList());
        assertTrue(String.join("\n", coloured).contains("\u001b[1;31m"));
    }

    private static String text(ComparisonResult result, Style style) {
        return String.join("\n", ComparisonText.lines(result, style)) + "\n";
    }
}
