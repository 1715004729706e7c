package io.heddle.loadtest.doctor;

import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.result.Light;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Looks at the machine before one measures on it.
public final class Doctor {
    private Doctor() {}

    /// Examines this machine; takes a little more than a second, in which it should be left alone.
    ///
    /// @return every finding, the good ones too, in a fixed order
    public static List<Finding> examine() throws InterruptedException {
        return examine(VitalsReader.read(KernelFiles.live()));
    }

    static List<Finding> examine(Vitals vitals) {
        return Stream.of(
                        NetworkFindings.of(vitals),
                        ProcessorFindings.of(vitals),
                        ClockFindings.of(vitals),
                        MemoryFindings.of(vitals))
                .flatMap(List::stream)
                .toList();
    }

    /// The worst light among the findings.
    public static Light worst(List<Finding> findings) {
        return findings.stream().map(Finding::light).max(Light::compareTo).orElse(Light.NONE);
    }

    /// The findings as lines for people: one each, and below those that are not green why it
    /// matters and what mends it.
    public static List<String> lines(List<Finding> findings) {
        int width = findings.stream().mapToInt(f -> f.title().length()).max().orElse(0);
        var lines = new ArrayList<String>();
        for (var finding : findings) {
            lines.add(
                    "%s  %s%s  %s"
                            .formatted(
                                    sign(finding.light()),
                                    finding.title(),
                                    " ".repeat(width - finding.title().length()),
                                    finding.value()));
            if (finding.light() == Light.AMBER || finding.light() == Light.RED) {
                lines.add("       why: " + finding.why());
                if (!finding.fix().isEmpty()) {
                    lines.add("       fix: " + finding.fix());
                }
            }
        }
        return List.copyOf(lines);
    }

    private static String sign(Light light) {
        return switch (light) {
            case GREEN -> "ok   ";
            case NONE -> "?    ";
            case AMBER -> "warn ";
            case RED -> "bad  ";
        };
    }
}
