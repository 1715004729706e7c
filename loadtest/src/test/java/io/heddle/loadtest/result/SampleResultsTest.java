package io.heddle.loadtest.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SampleResultsTest {
    @Test
    void areTheSameEachTime() {
        assertEquals(
                ResultFiles.json(SampleResults.troubled()),
                ResultFiles.json(SampleResults.troubled()));
    }

    @Test
    void haveATwinSixForksAndHistograms() {
        var echo = SampleResults.echo();

        assertEquals(5, echo.targets().size());
        assertEquals(1, echo.targets().stream().filter(TargetResult::twin).count());
        for (var target : echo.targets()) {
            assertEquals(6, target.forks().size());
            var window = target.forks().getFirst().windows().getLast();
            assertEquals(
                    window.requests(),
                    SampleSpread.decoded(window.histograms().get("response")).getTotalCount());
        }
    }

    @Test
    void haveARedCheckAndALostForkIfTroubled() {
        var troubled = SampleResults.troubled();

        assertTrue(troubled.targets().stream().anyMatch(target -> target.problem() != null));
        assertFalse(troubled.targets().stream().allMatch(TargetResult::valid));
    }
}
