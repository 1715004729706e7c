package io.heddle.loadtest.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final List<String> TARGETS = List.of("raw-vt", "nio-reactor");

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echo-big", "pipeline"})
    void loadSharesNeedAPilotOfEachEntryButTheTwin(String scenario) {
        var shares = Plans.settings(scenario).withLoadShares(List.of(0.5));
        var plan = withTwin(Plans.of(scenario, shares, TARGETS));

        assertTrue(plan.hasPilot());
        assertEquals(TARGETS, plan.pilots().stream().map(Entry::name).toList());
        assertEquals(Plan.PILOT.multipliedBy(2).plus(plan.forkTime().multipliedBy(3)), plan.time());
    }

    @Test
    void withoutLoadSharesThereIsNoPilot() {
        var plan = Plans.of("echo", "raw-vt");

        assertFalse(plan.hasPilot());
        assertEquals(List.of(), plan.pilots());
        assertEquals(plan.forkTime(), plan.time());
    }

    @ParameterizedTest
    @ValueSource(strings = {"churn", "herd", "tls", "drain", "fanout"})
    void scenariosThatHaveRatesOfTheirOwnNeedNoPilot(String scenario) {
        var shares = Plans.settings(scenario).withLoadShares(List.of(0.5));

        assertFalse(Plans.of(scenario, shares, List.of("netty-nio")).hasPilot());
    }

    @Test
    void everyBlockRunsTheTwinToo() {
        var plan = withTwin(Plans.of("echo", Plans.settings("echo"), TARGETS));

        assertEquals(1, plan.blocks().size());
        assertEquals(3, plan.blocks().getFirst().size());
        assertTrue(plan.blocks().getFirst().stream().anyMatch(Entry::twin));
    }

    private static Plan withTwin(Plan plan) {
        var entries = new ArrayList<>(plan.entries());
        entries.add(1, plan.baseline().asTwin());
        return new Plan(
                entries,
                plan.baseline(),
                plan.launcher(),
                plan.scenario(),
                plan.settings(),
                plan.engine(),
                plan.cpus(),
                plan.forks(),
                plan.order(),
                plan.seed(),
                plan.minEffect(),
                plan.confidence(),
                plan.profile());
    }
}
