package io.heddle.loadtest.doctor;

import io.heddle.loadtest.result.Light;
import java.util.List;
import java.util.Locale;

/// Cores, their frequencies, and who else uses them.
final class ProcessorFindings {
    private static final int CORES_FOR_COMFORT = 4;
    private static final double QUIET = 0.05;
    private static final double NOISY = 0.25;
    private static final double MOST_STOLEN = 0.01;
    private static final double IDLE_LOAD = 0.2;

    private ProcessorFindings() {}

    static List<Finding> of(Vitals vitals) {
        return List.of(
                cores(vitals),
                taskset(vitals),
                threads(vitals),
                governor(vitals),
                turbo(vitals),
                noise(vitals),
                stolen(vitals),
                loadAverage(vitals));
    }

    private static Finding cores(Vitals vitals) {
        int cores = vitals.availableProcessors();
        return Finding.of(
                cores >= CORES_FOR_COMFORT,
                cores >= 2 ? Light.AMBER : Light.RED,
                "cores",
                "processors",
                cores + (cores == 1 ? ": client and server share it" : ""),
                "client and server need processors of their own; with fewer than 4 the server gets"
                        + " one, which tells its cost per request but not how it scales",
                "use a machine with 4 or more; on this one read cost at equal load, not the largest"
                        + " rate");
    }

    private static Finding taskset(Vitals vitals) {
        return Finding.of(
                vitals.taskset(),
                Light.AMBER,
                "taskset",
                "pinning",
                vitals.taskset() ? "taskset found" : "no taskset",
                "without it client and server wander over each other's processors",
                "install the package util-linux");
    }

    private static Finding threads(Vitals vitals) {
        var id = "smt";
        var title = "threads of a core";
        var why = "two threads of one core slow each other down, depending on what the other does";
        var processors = vitals.processors();
        if (processors.cores() == 0) {
            return Finding.unknown(id, title, why);
        }
        return Finding.of(
                !processors.multithreaded(),
                Light.AMBER,
                id,
                title,
                "%d on %d cores".formatted(processors.logical(), processors.cores()),
                why,
                "echo off > /sys/devices/system/cpu/smt/control  (as root)");
    }

    private static Finding governor(Vitals vitals) {
        var id = "governor";
        var title = "frequency governor";
        var why = "processors that save power serve a light load slower than a heavy one";
        var governor = vitals.processors().governor();
        return governor == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        governor.equals("performance"),
                        Light.AMBER,
                        id,
                        title,
                        governor,
                        why,
                        "cpupower frequency-set -g performance  (as root)");
    }

    private static Finding turbo(Vitals vitals) {
        var id = "turbo";
        var title = "turbo";
        var why = "with it the frequency depends on heat and on what the other cores do";
        var turbo = vitals.processors().turbo();
        return turbo == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        !turbo,
                        Light.AMBER,
                        id,
                        title,
                        turbo ? "on" : "off",
                        why,
                        "echo 0 > /sys/devices/system/cpu/cpufreq/boost, or on intel_pstate: echo 1"
                                + " > /sys/devices/system/cpu/intel_pstate/no_turbo  (as root)");
    }

    private static Finding noise(Vitals vitals) {
        var id = "noise";
        var title = "other programs";
        var why = "what they use is missing to client and server, at times nobody chose";
        var busy = vitals.noise().busyShare();
        return busy == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        busy <= QUIET,
                        busy <= NOISY ? Light.AMBER : Light.RED,
                        id,
                        title,
                        percent(busy) + " of the machine in a second of rest",
                        why,
                        "see with top who it is, and stop it");
    }

    private static Finding stolen(Vitals vitals) {
        var id = "steal";
        var title = "stolen by the host";
        var why = "the hypervisor gives the processors to others in mid-request";
        var stolen = vitals.noise().stolenShare();
        return stolen == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        stolen <= MOST_STOLEN,
                        Light.RED,
                        id,
                        title,
                        percent(stolen) + " in a second of rest",
                        why,
                        "use a machine with processors of its own, or come back when the host is"
                                + " quiet");
    }

    private static Finding loadAverage(Vitals vitals) {
        var id = "load";
        var title = "load average";
        var why = "it tells what ran here in the last minute";
        var load = vitals.loadAverage();
        return load == null
                ? Finding.unknown(id, title, why)
                : Finding.of(
                        load <= IDLE_LOAD * vitals.availableProcessors() + IDLE_LOAD,
                        Light.AMBER,
                        id,
                        title,
                        String.format(Locale.ROOT, "%.2f", load),
                        why,
                        "wait until it has fallen");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
