package io.heddle.loadtest.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedTest {
    private static final Open RAMP_AND_PLATEAU =
            new Open(
                    List.of(
                            new Stage(Duration.ofSeconds(10), 0, 1000),
                            new Stage(Duration.ofSeconds(10), 1000, 1000)),
                    Distribution.UNIFORM,
                    0,
                    List.of(new Burst(Duration.ofSeconds(2), 50)));

    @Test
    void addsUpStagesAndBursts() {
        assertEquals(15_050, Offered.planned(RAMP_AND_PLATEAU, Duration.ofSeconds(60)), 1e-6);
    }

    @Test
    void countsThePartOfARampThatLiesInTheWindow() {
        assertEquals(1250 + 50, Offered.planned(RAMP_AND_PLATEAU, Duration.ofSeconds(5)), 1e-6);
        assertEquals(50, Offered.planned(RAMP_AND_PLATEAU, Duration.ofSeconds(1)), 1e-6);
    }

    @Test
    void believesAPoissonCountWithinChanceOnly() {
        var poisson =
                new Open(
                        List.of(new Stage(Duration.ofSeconds(10), 100, 100)),
                        Distribution.POISSON,
                        7,
                        List.of());

        assertEquals(930, Offered.requests(poisson, Duration.ofSeconds(10), 930));
        assertEquals(1000, Offered.requests(poisson, Duration.ofSeconds(10), 800));
        assertEquals(1040, Offered.requests(poisson, Duration.ofSeconds(10), 1040));
    }
}
