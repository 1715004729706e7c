package io.heddle.loadtest.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoctorTest {
    private static Arguments expect(
            String id, Light light, Function<VitalsBuilder, VitalsBuilder> illness) {
        return Arguments.of(id, light, illness.apply(new VitalsBuilder()).build());
    }

    static Stream<Arguments> illnesses() {
        return Stream.of(
                expect("open-files", Light.AMBER, v -> v.descriptors(12_000)),
                expect("open-files", Light.RED, v -> v.descriptors(1024)),
                expect("open-files", Light.GREEN, v -> v.descriptors(20_000)),
                expect("ports", Light.AMBER, v -> v.ports(32_768, 40_000)),
                expect("time-wait", Light.AMBER, v -> v.timeWait(9000)),
                expect("time-wait", Light.GREEN, v -> v.timeWait(300)),
                expect("backlog", Light.AMBER, v -> v.somaxconn(128)),
                expect("cores", Light.AMBER, v -> v.cores(2)),
                expect("cores", Light.RED, v -> v.cores(1)),
                expect("taskset", Light.AMBER, v -> v.taskset(false)),
                expect("smt", Light.AMBER, v -> v.processors(8, 4, "performance", false)),
                expect("governor", Light.AMBER, v -> v.processors(8, 8, "powersave", false)),
                expect("turbo", Light.AMBER, v -> v.processors(8, 8, "performance", true)),
                expect("noise", Light.AMBER, v -> v.noise(0.1, 0)),
                expect("noise", Light.RED, v -> v.noise(0.5, 0)),
                expect("steal", Light.RED, v -> v.noise(0, 0.03)),
                expect("load", Light.AMBER, v -> v.loadAverage(7)),
                expect("clock-source", Light.AMBER, v -> v.clockSource("hpet")),
                expect("clock", Light.AMBER, v -> v.clock(900, 900, 60_000, 90_000)),
                expect("clock", Light.AMBER, v -> v.clock(30, 1_000_000, 60_000, 90_000)),
                expect("timer", Light.AMBER, v -> v.clock(30, 30, 200_000, 900_000)),
                expect("timer", Light.AMBER, v -> v.clock(30, 30, 60_000, 4_000_000)),
                expect("timer", Light.RED, v -> v.clock(30, 30, 4_000_000, 9_000_000)),
                expect("memory", Light.AMBER, v -> v.available(2L << 30)),
                expect("memory", Light.RED, v -> v.available(1L << 30)),
                expect("swap", Light.AMBER, v -> v.swap(1L << 30)),
                expect("huge-pages", Light.AMBER, v -> v.hugePages("[always] madvise never")),
                expect("huge-pages", Light.GREEN, v -> v.hugePages("always [madvise] never")),
                expect("jdk", Light.AMBER, v -> v.jdk("25")),
                expect("jdk", Light.AMBER, v -> v.jdk("26-ea")),
                expect("jdk", Light.GREEN, v -> v.jdk("26")),
                expect("jdk", Light.RED, v -> v.jdk("24.0.2")));
    }

    @ParameterizedTest
    @MethodSource("illnesses")
    void findsWhatIsWrongAndNothingElse(String id, Light light, Vitals vitals) {
        var findings = Doctor.examine(vitals);

        var finding = findings.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
        assertEquals(light, finding.light(), finding.toString());
        assertEquals(light == Light.GREEN, finding.fix().isEmpty(), finding.toString());
        assertFalse(finding.why().isBlank());
        assertEquals(
                List.of(),
                findings.stream()
                        .filter(f -> f.light() != Light.GREEN && !f.id().equals(id))
                        .toList());
        assertEquals(light, Doctor.worst(findings));
    }

    @Test
    void doesNotFailWhereTheSystemTellsNothing() {
        var findings = Doctor.examine(new VitalsBuilder().silent().build());

        var unknown = findings.stream().filter(f -> f.light() == Light.NONE).toList();
        assertTrue(unknown.size() > 8, unknown.toString());
        assertTrue(
                unknown.stream().allMatch(f -> f.fix().isEmpty() && !f.value().isBlank()),
                unknown.toString());
    }

    @Test
    void writesALineForEachAndTheFixBelowThoseThatAreNotGood() {
        var findings = Doctor.examine(new VitalsBuilder().somaxconn(128).build());

        var lines = Doctor.lines(findings);

        assertEquals(findings.size() + 2, lines.size());
        int at = lines.indexOf("       fix: sysctl -w net.core.somaxconn=4096");
        assertTrue(at > 1, lines.toString());
        assertTrue(lines.get(at - 2).startsWith("warn   accept queue"), lines.get(at - 2));
        assertTrue(lines.stream().noneMatch(line -> line.contains("\n")));
    }

    @Test
    void examinesThisMachine() throws Exception {
        var findings = Doctor.examine();

        assertEquals(findings.size(), findings.stream().map(Finding::id).distinct().count());
        assertTrue(findings.stream().noneMatch(f -> f.value().isBlank()), findings.toString());
    }
}
