package io.heddle.loadtest.doctor;

import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How well time can be told and waited for.
final class ClockFindings {
    private static final Set<String> FAST_SOURCES = Set.of("tsc", "arch_sys_counter", "kvm-clock");
    private static final long CHEAP_NANOS = 200;
    private static final long FINE_NANOS = 1000;
    private static final long PUNCTUAL_P50_NANOS = 100_000;
    private static final long PUNCTUAL_P99_NANOS = 1_000_000;

    private ClockFindings() {}

    static List<Finding> of(Vitals vitals) {
        return List.of(source(vitals), reading(vitals), waking(vitals));
    }

    private static Finding source(Vitals vitals) {
        var id = "clock-source";
        var title = "clock source";
        var why = "the others need a call into the kernel, or worse, each time the clock is read";
        var source = vitals.clockSource();
        return source == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        FAST_SOURCES.contains(source),
                        Light.AMBER,
                        id,
                        title,
                        source,
                        why,
                        "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource"
                                + "  (as root)");
    }

    private static Finding reading(Vitals vitals) {
        var clock = vitals.clock();
        return Finding.of(
                clock.readNanos() <= CHEAP_NANOS && clock.stepNanos() <= FINE_NANOS,
                Light.AMBER,
                "clock",
                "reading the clock",
                "%d ns, steps of %d ns".formatted(clock.readNanos(), clock.stepNanos()),
                "it is read several times for each request",
                "see the clock source");
    }

    private static Finding waking(Vitals vitals) {
        var clock = vitals.clock();
        return Finding.of(
                clock.parkLateP50Nanos() <= PUNCTUAL_P50_NANOS
                        && clock.parkLateP99Nanos() <= PUNCTUAL_P99_NANOS,
                clock.parkLateP50Nanos() <= PUNCTUAL_P99_NANOS ? Light.AMBER : Light.RED,
                "timer",
                "waking from a sleep",
                String.format(
                        Locale.ROOT,
                        "%.0f us late in the median, %.0f us in one of a hundred",
                        clock.parkLateP50Nanos() / 1e3,
                        clock.parkLateP99Nanos() / 1e3),
                "a client that wakes late sends late; the send lag of every run shows it",
                "leave a processor to the client (--cpu-plan split) or spin (--pacing spin)");
    }
}
