package io.heddle.loadtest.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void tellsOrderAndTimes() {
        var plan =
                new Outline(
                        "echo",
                        "Near equal.",
                        List.of(),
                        List.of("netty", "heddle"),
                        Duration.ofMillis(2_500),
                        List.of(
                                List.of("netty", "heddle", "netty′"),
                                List.of("heddle", "netty′", "netty")),
                        Duration.ofSeconds(35),
                        "split: server 0, client 1",
                        7);

        assertEquals(
                """
                compare echo: 2 blocks, 6 forks, seed 7, split: server 0, client 1
                expected   Near equal.
                pilot      netty, heddle
                block 1    netty, heddle, netty'
                block 2    heddle, netty', netty
                each fork  about 35s
                total      about 3m35s\
                """,
                String.join("\n", PlanText.lines(plan, Style.PLAIN)));
    }
}
