package io.heddle.loadtest.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.validity.Gate.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    @ParameterizedTest
    @CsvSource({
        "p50<2ms, HELD",
        "p50<1ms, BROKEN",
        "p90<=2ms, HELD",
        "p99<10ms, HELD",
        "p99 < 500us, BROKEN",
        "p99.9<10ms, HELD",
        "max<2ms, HELD",
        "mean>0.5ms, HELD",
        "service.p99<950us, HELD",
        "service.p99<800us, BROKEN",
        "service.mean<1ms, HELD",
        "errors<0.1%, HELD",
        "errors<0.01%, BROKEN",
        "errors<0.001, HELD",
        "errors==10, HELD",
        "errors==0, BROKEN",
        "errors<=9, BROKEN",
        "timeouts==0, HELD",
        "timeouts<1%, HELD",
        "deadline_misses==0, HELD",
        "rate>=0.99*target, HELD",
        "rate>=1.01*target, BROKEN",
        "rate>=target, HELD",
        "rate>5k, BROKEN",
        "rate>0.9k/s, HELD",
        "cpu_us_per_req<40, HELD",
        "cpu_us_per_request<12, BROKEN",
        "rss_per_conn<12KiB, HELD",
        "rss_per_conn<=11KiB, BROKEN"
    })
    void holdsOrBreaks(String text, State state) {
        var window = new ImaginedWindow();
        window.errors = 10;

        var outcome = Gate.parse(text).evaluate(window.checked());

        assertEquals(state, outcome.state(), outcome.text());
        assertEquals(state == State.HELD, outcome.held());
        assertTrue(outcome.text().startsWith(text), outcome.text());
    }

    @Test
    void aPercentileWithoutEnoughSamplesCountsAsBroken() {
        var window = new ImaginedWindow();
        window.response = ImaginedWindow.constant(1_000_000, 9_999);

        var outcome = Gate.parse("p99.9<1s").evaluate(window.checked());

        assertFalse(outcome.held());
        assertEquals(
                "p99.9<1s not measurable, counts as broken: p99.9 needs 10,000 samples, there are"
                        + " 9,999",
                outcome.text());
        assertTrue(Gate.parse("p99<1s").evaluate(window.checked()).held());
    }

    @ParameterizedTest
    @CsvSource({
        "rate>=0.9*target, true, true",
        "cpu_us_per_req<40, false, false",
        "rss_per_conn<1GiB, false, false"
    })
    void whatTheWindowDoesNotHaveCountsAsBroken(String text, boolean closed, boolean ours) {
        var window = new ImaginedWindow();
        window.ours = ours;

        var outcome = Gate.parse(text).evaluate((closed ? window.closed() : window).checked());

        assertEquals(State.NOT_MEASURABLE, outcome.state(), outcome.text());
    }

    @Test
    void noResponseTimeIsMeasuredInAnOverload() {
        var window = new ImaginedWindow();
        window.achieved = 500;

        var checked = window.checked();

        assertEquals(State.NOT_MEASURABLE, Gate.parse("p99<10s").evaluate(checked).state());
        assertEquals(State.HELD, Gate.parse("service.p99<10s").evaluate(checked).state());
        assertEquals(State.BROKEN, Gate.parse("rate>=0.99*target").evaluate(checked).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p99",
                "p99<",
                "<10ms",
                "p99=10ms",
                "p99!=1ms",
                "p98<1ms",
                "p99<fast",
                "p99<-1ms",
                "errors<101%",
                "errors<many",
                "rate>x*target",
                "rate>0",
                "cpu_us_per_req<4us",
                "rss_per_conn<-1",
                "service.errors<1",
                "service.<1",
                "p99<10ms p50<1ms"
            })
    void refusesWhatIsNoGateInOneLine(String text) {
        var failure = assertThrows(IllegalArgumentException.class, () -> Gate.parse(text));

        String message = failure.getMessage();
        assertTrue(message.contains("'" + text + "'") && !message.contains("\n"), message);
    }

    @Test
    void namesTheKnownMetrics() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Gate.parse("p98<1ms"));

        assertEquals(
                "gate 'p98<1ms': unknown metric 'p98', known are p50, p90, p99, p99.9, max, mean,"
                        + " errors, timeouts, deadline_misses, rate, cpu_us_per_req, rss_per_conn,"
                        + " and service.p50 to service.mean",
                failure.getMessage());
    }
}
