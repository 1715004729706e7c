package io.heddle.loadtest.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
    static Stream<Arguments> windows() {
        return Stream.of(
                given("V1", Light.GREEN, "nothing failed", window -> {}),
                given("V1", Light.AMBER, "one error", window -> window.errors = 1),
                given("V1", Light.RED, "many timeouts", window -> window.timeouts = 400),
                given("V1", Light.RED, "no reply", window -> window.requests = 0),
                given("V2", Light.GREEN, "all answered", window -> {}),
                given("V2", Light.AMBER, "nearly all", window -> window.achieved = 992),
                given("V2", Light.RED, "too few", window -> window.achieved = 980),
                given("V2", Light.NONE, "closed loop", ImaginedWindow::closed),
                given(
                        "V2",
                        Light.GREEN,
                        "one request on the edge",
                        window -> {
                            window.seconds = 1;
                            window.offered = 20.0;
                            window.achieved = 19;
                        }),
                given("V3", Light.GREEN, "in time", window -> {}),
                given("V3", Light.AMBER, "a tenth of the median", window -> lag(window, 150)),
                given(
                        "V3",
                        Light.AMBER,
                        "half a millisecond",
                        window -> {
                            lag(window, 600);
                            window.response = ImaginedWindow.constant(50_000_000, 20_000);
                        }),
                given("V3", Light.RED, "noticed in the median", window -> lag(window, 300)),
                given(
                        "V3",
                        Light.RED,
                        "over a millisecond",
                        window -> {
                            lag(window, 1200);
                            window.response = ImaginedWindow.constant(50_000_000, 20_000);
                        }),
                given("V3", Light.NONE, "closed loop", ImaginedWindow::closed),
                given(
                        "V3",
                        Light.NONE,
                        "too few",
                        window -> {
                            window.sendLag = ImaginedWindow.constant(5_000_000, 900);
                        }),
                given("V4", Light.GREEN, "both idle", window -> {}),
                given(
                        "V4",
                        Light.AMBER,
                        "both busy",
                        window -> {
                            window.clientBusy = 0.95;
                            window.serverBusy = 0.95;
                        }),
                given("V4", Light.AMBER, "nearly", window -> window.clientBusy = 0.75),
                given("V4", Light.RED, "client only", window -> window.clientBusy = 0.85),
                given(
                        "V4",
                        Light.RED,
                        "client only, closed",
                        window -> {
                            window.closed().clientBusy = 0.85;
                        }),
                given("V4", Light.NONE, "not ours", window -> window.ours = false),
                given("V5", Light.GREEN, "the law holds", window -> {}),
                given("V5", Light.AMBER, "nearly", window -> window.inFlight = 1.035),
                given("V5", Light.RED, "it does not", window -> window.inFlight = 1.2),
                given("V5", Light.RED, "nor this way", window -> window.inFlight = 0.8),
                given(
                        "V5",
                        Light.NONE,
                        "few requests",
                        window -> {
                            window.response = ImaginedWindow.constant(1_000_000, 900);
                        }),
                given("V5", Light.NONE, "overload", window -> window.achieved = 500),
                given("V6", Light.GREEN, "all alike", window -> {}),
                given("V6", Light.AMBER, "nearly", window -> window.jain = 0.93),
                given("V6", Light.RED, "uneven", window -> window.jain = 0.85),
                given("V6", Light.RED, "starved", window -> window.starved = 1),
                given("V6", Light.NONE, "few replies", window -> window.connections = 5000),
                given("V7", Light.GREEN, "steady", window -> {}),
                given("V7", Light.GREEN, "no word of compilers", window -> window.jitMs = null),
                given("V7", Light.AMBER, "still compiling", window -> window.jitMs = 500L),
                given("V8", Light.GREEN, "quiet", window -> {}),
                given("V8", Light.AMBER, "some others", window -> window.foreign = 0.03),
                given(
                        "V8",
                        Light.AMBER,
                        "pressure",
                        window -> {
                            window.pressure = 0.3;
                            window.foreign = null;
                        }),
                given(
                        "V8",
                        Light.GREEN,
                        "our own pressure",
                        window -> {
                            window.pressure = 0.9;
                            window.foreign = 0.005;
                        }),
                given("V8", Light.RED, "others", window -> window.foreign = 0.08),
                given("V8", Light.RED, "steal", window -> window.steal = 0.02),
                given(
                        "V8",
                        Light.NONE,
                        "unknown",
                        window -> {
                            window.foreign = null;
                            window.steal = null;
                            window.pressure = null;
                        }),
                given("V9", Light.GREEN, "short pauses", window -> {}),
                given("V9", Light.AMBER, "one pause", window -> window.hiccupUs = 5000),
                given("V9", Light.RED, "one long pause", window -> window.hiccupUs = 30_000),
                given(
                        "V9",
                        Light.RED,
                        "many pauses",
                        window -> {
                            window.hiccupUs = 5000;
                            window.hiccups = 5;
                        }),
                given(
                        "V9",
                        Light.NONE,
                        "few requests",
                        window -> {
                            window.response = ImaginedWindow.constant(1_000_000, 900);
                        }),
                given("V10", Light.GREEN, "all fit", window -> {}),
                given(
                        "V10",
                        Light.AMBER,
                        "no p99",
                        window -> {
                            window.response = ImaginedWindow.constant(1_000_000, 900);
                        }),
                given("V10", Light.RED, "clipped", window -> window.clipped = 1),
                given(
                        "V10",
                        Light.RED,
                        "empty",
                        window -> {
                            window.response = ImaginedWindow.constant(1, 0);
                        }),
                given("V11", Light.GREEN, "nothing lost", window -> {}),
                given("V11", Light.AMBER, "once sent again", window -> window.retransmits = 1L),
                given("V11", Light.RED, "often sent again", window -> window.retransmits = 11L),
                given("V11", Light.RED, "overflow", window -> window.overflows = 1L),
                given("V11", Light.RED, "drop", window -> window.drops = 1L),
                given(
                        "V11",
                        Light.NONE,
                        "unknown",
                        window -> {
                            window.overflows = null;
                            window.drops = null;
                            window.retransmits = null;
                        }),
                given("V12", Light.NONE, "one window", window -> {}));
    }

    private static Arguments given(
            String id, Light light, String when, Consumer<ImaginedWindow> change) {
        return Arguments.of(id, light, when, change);
    }

    private static void lag(ImaginedWindow window, long micros) {
        window.sendLag = ImaginedWindow.constant(micros * 1000, 20_000);
    }

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @MethodSource("windows")
    void showsTheLight(String id, Light light, String when, Consumer<ImaginedWindow> change) {
        var window = new ImaginedWindow();
        change.accept(window);

        var checked = window.checked();

        var check = checked.checks().get(id);
        assertEquals(light, check.light(), check.why());
        assertFalse(check.why().isEmpty() || check.why().contains("null"), check.why());
        boolean needsAdvice = light == Light.AMBER || light == Light.RED;
        assertEquals(needsAdvice, !check.advice().isEmpty(), check.advice());
        assertTrue(light != Light.RED || !checked.valid());
    }

    @Test
    void anUnsteadyWarmUpIsRedAndNoneIsNoCheck() {
        assertEquals(Light.RED, steady(false).light());
        assertEquals(Light.NONE, steady(null).light());
    }

    private static Check steady(Boolean steady) {
        return Checks.made(new ImaginedWindow().build(), steady).checks().get("V7");
    }

    @Test
    void aGoodWindowIsValidAndHasAllChecksInTheirOrder() {
        var checked = new ImaginedWindow().checked();

        assertTrue(checked.valid());
        assertEquals(
                IntStream.rangeClosed(1, 12).mapToObj(number -> "V" + number).toList(),
                List.copyOf(checked.checks().keySet()));
        assertFalse(Checks.overloaded(checked));
    }

    @Test
    void namesValueAndBound() {
        var window = new ImaginedWindow();
        window.achieved = 980;

        var checked = window.checked();

        assertEquals(
                "980.0/s answered of 1,000.0/s due, 98.00%, bound 99%",
                checked.checks().get("V2").why());
        assertTrue(Checks.overloaded(checked));
    }

    /// Acceptance test A5: each of the three that a starved client shows in must be able to.
    @Test
    void flagsAStarvedClient() {
        var window = new ImaginedWindow();
        window.achieved = 600;
        lag(window, 40_000);
        window.clientBusy = 0.99;
        window.serverBusy = 0.2;

        var checks = window.checked().checks();

        for (String id : List.of("V2", "V3", "V4")) {
            assertEquals(Light.RED, checks.get(id).light(), id);
        }
    }
}
