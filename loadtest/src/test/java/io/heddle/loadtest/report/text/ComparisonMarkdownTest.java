package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonMarkdownTest {
    @Test
    void hasAnIntervalInEveryCell() {
        assertEquals(
                """
                ## compare echo

                - A/A: netty against itself: CPU us/req +0.6% [-2.4%, +3.6%]; differences within ±3.0% are noise.
                - heddle is worse than netty: CPU us/req +26.3% [+23.3%, +29.3%] (14.9 against 11.8). Also worse: p99 +26.3% [+23.3%, +29.3%].
                - NOT VALID (V2): raw\\|vt is better than netty: CPU us/req -13.6% [-16.6%, -10.6%] (10.2 against 11.8). Unbounded (overload): p99.

                **Expected before the run:** Near equal.

                | target | CPU us/req | vs netty | p99 us | requests/s | valid |
                |---|---|---|---|---|---|
                | netty | 11.8 [11.6, 12.0] | baseline | 410 [402, 418] | 61,000 [59,780, 62,220] | yes |
                | netty′ | 11.9 [11.7, 12.1] | +0.6% [-2.4%, +3.6%] (A/A) | 420 [412, 428] | 60,800 [59,584, 62,016] | yes |
                | heddle | 14.9 [14.6, 15.2] | worse +26.3% [+23.3%, +29.3%] | 470 [461, 479] worse | 52,000 [50,960, 53,040] inconclusive | amber V3 |
                | raw\\|vt | 10.2 [10.0, 10.4] | better -13.6% [-16.6%, -10.6%] | unbounded (overload) | 50,000 [49,000, 51,000] inconclusive | **NO** V2 |

                6 forks, seed 7, 95% confidence intervals of the medians, loopback, split: server 0, client 1, profile default, heddle-loadtest 1.

                ### Doubtful

                - RED V2, offered load (raw\\|vt): 91.0% of it was achieved. Offer less.
                - amber V3, send lag (heddle): p99 900 us, at most 1 ms. Give the client a core of its own.

                ### Skipped

                - vertx: needs 20,000 sockets, 10,000 are allowed

                ### What this run does not show

                - Loopback only: no network card, no loss and no distance, and segments of up to 64 KiB.
                - Processors: split: server 0, client 1. It says nothing about other numbers of cores.
                - Settings are those of the profile 'default'; other settings may rank otherwise.
                - The numbers of raw\\|vt are not valid (V2).
                - Not steady when measured: netty in 1 of 6 forks, netty′ in 1 of 6 forks, heddle in 1 of 6 forks, raw\\|vt in 1 of 6 forks.
                - Left out: 1, see above.
                - One machine on one day. A number tells that something is so, not why: find the reason before you rely on it.
                """,
                ComparisonMarkdown.of(TinyResults.four(6)));
    }

    @Test
    void keepsStrangeNamesWithinTheirCells() {
        for (long seed = 0; seed < 100; seed++) {
            var rows =
                    ComparisonMarkdown.of(TinyResults.random(seed))
                            .lines()
                            .filter(line -> line.startsWith("|"))
                            .toList();
            for (var row : rows) {
                int cells = row.replaceAll("\\\\.", "").replaceAll("[^|]", "").length();
                assertTrue(cells == 7, row);
            }
        }
    }
}
