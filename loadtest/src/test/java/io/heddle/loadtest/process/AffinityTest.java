package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AffinityTest {
    @Test
    void readsTheKernelsLists() {
        assertEquals(List.of(0, 1, 2, 3, 8), Affinity.parseList("0-3,8"));
        assertEquals(List.of(5), Affinity.parseList("5"));
    }

    @Test
    void givesServerAndClientHalfEach() {
        var plan = CpuPlan.split(List.of(0, 1, 2, 3));

        assertEquals(List.of(0, 1), plan.server());
        assertEquals(List.of(2, 3), plan.client());
        assertEquals(2, plan.clientLoops());
        assertEquals("split: server on cores 0,1, client on cores 2,3", plan.describe());
    }

    @Test
    void sharesEverythingWhenAsked() {
        var plan = CpuPlan.shared(List.of(0, 1), "");

        assertEquals(plan.server(), plan.client());
        assertEquals(1, plan.clientLoops());
        assertEquals("shared: server and client on cores 0,1", plan.describe());
    }
}
