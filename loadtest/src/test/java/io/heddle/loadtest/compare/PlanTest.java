package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
    private final Plan plan = Fixtures.plan("heddle", "raw-vt", "nio-reactor", "netty-epoll");

    @Test
    void runsEveryEntryOnceInEachRound() {
        var order = plan.order();

        assertEquals(3, order.size());
        for (var round : order) {
            assertEquals(new HashSet<>(plan.entries()), new HashSet<>(round));
            assertEquals(plan.entries().size(), round.size());
        }
    }

    @Test
    void shufflesAlikeForTheSameSeed() {
        assertEquals(plan.order(), plan.order());
        assertNotEquals(plan.order(), withSeed(8).order());
    }

    @Test
    void shufflesEachRoundAnew() {
        assertTrue(new HashSet<>(plan.order()).size() > 1);
    }

    @Test
    void takesAboutTwoMinutesForFiveTargets() {
        var time =
                Fixtures.plan("heddle", "raw-vt", "nio-reactor", "netty-nio", "netty-epoll").time();

        assertTrue(time.compareTo(Duration.ofSeconds(100)) > 0, time::toString);
        assertTrue(time.compareTo(Duration.ofSeconds(150)) < 0, time::toString);
    }

    @Test
    void namesTheSecondEntryOfATarget() {
        var twice = Fixtures.plan("raw-vt", "netty-nio", "raw-vt");

        assertEquals(
                List.of("raw-vt", "netty-nio", "raw-vt#2"),
                twice.entries().stream().map(Entry::name).toList());
    }

    @Test
    void givesFlagsToOneVariantAlone() {
        var plan =
                Fixtures.plan(
                        Map.of("heddle:pollers=2", List.of("-Xint")), "heddle", "heddle:pollers=2");

        var plain = plan.servers().command(plan.entries().getFirst().target());
        var variant = plan.servers().command(plan.entries().getLast().target());

        assertTrue(variant.contains("-Xint"));
        assertTrue(!plain.contains("-Xint"));
        assertTrue(plain.contains("-XX:+UseG1GC") && plain.contains("-XX:ActiveProcessorCount=1"));
        assertEquals(List.of("taskset", "-c", "0"), plain.subList(0, 3));
    }

    private Plan withSeed(long seed) {
        return new Plan(
                plan.entries(), plan.baseline(), plan.load(), plan.servers(), plan.rounds(), seed);
    }
}
