package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.HostUse;
import io.heddle.loadtest.result.WindowResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether server and machine were in a state in which to measure: V7, V8, V11.
final class HostChecks {
    private static final double COMPILED_SHARE = 0.02;
    private static final double FOREIGN_RED = 0.05;
    private static final double FOREIGN_AMBER = 0.025;
    private static final double STEAL_RED = 0.01;
    private static final double STEAL_AMBER = 0.005;
    private static final double PRESSURE_AMBER = 0.1;
    // Our own load makes threads wait too; pressure speaks only where others are at work.
    private static final double FOREIGN_NOTICED = 0.01;
    // Other programs' sockets are counted as well: a few say little.
    private static final long RETRANSMITS_RED = 10;

    private HostChecks() {}

    /// V7.
    static Check steady(WindowResult window, @Nullable Boolean steady) {
        var finding = Finding.of("steady");
        var server = window.server();
        var compiled = server == null ? null : server.jitMs();
        if (steady == null) {
            return finding.none("there was no warm-up");
        }
        if (!steady) {
            return finding.red(
                    "allow a longer warm-up (--warmup)",
                    "the warm-up ended before the rate was steady");
        }
        if (compiled != null && compiled / 1e3 > COMPILED_SHARE * window.durationS()) {
            return finding.amber(
                    "allow a longer warm-up (--warmup)",
                    "the server's compilers worked %,d ms in the window, bound 2%% of %.1f s",
                    compiled,
                    window.durationS());
        }
        return compiled == null
                ? finding.green("the rate was steady")
                : finding.green(
                        "the rate was steady; the server's compilers worked %,d ms", compiled);
    }

    /// V8.
    static Check quiet(HostUse host) {
        var finding = Finding.of("quiet host");
        var foreign = host.foreignCpuShare();
        var steal = host.stealShare();
        var pressure = host.psiCpuSome();
        if (foreign == null && steal == null && pressure == null) {
            return finding.none("the system does not tell");
        }
        String why = String.join("; ", measured(foreign, steal, pressure));
        String advice = "end other programs, or use a machine of your own";
        if (above(foreign, FOREIGN_RED) || above(steal, STEAL_RED)) {
            return finding.red(advice, "%s", why);
        }
        boolean pressed =
                above(pressure, PRESSURE_AMBER) && (foreign == null || foreign > FOREIGN_NOTICED);
        return pressed || above(foreign, FOREIGN_AMBER) || above(steal, STEAL_AMBER)
                ? finding.amber(advice, "%s", why)
                : finding.green("%s", why);
    }

    private static List<String> measured(
            @Nullable Double foreign, @Nullable Double steal, @Nullable Double pressure) {
        var measured = new ArrayList<String>();
        if (foreign != null) {
            measured.add(percent("other programs used %.1f%%, bound 5%%", foreign));
        }
        if (steal != null) {
            measured.add(percent("the hypervisor took %.1f%%, bound 1%%", steal));
        }
        if (pressure != null) {
            measured.add(percent("a thread waited for a processor %.0f%% of the time", pressure));
        }
        return measured;
    }

    private static String percent(String text, double share) {
        return String.format(Locale.ROOT, text, 100 * share);
    }

    private static boolean above(@Nullable Double value, double bound) {
        return value != null && value > bound;
    }

    /// V11.
    static Check kernel(WindowResult window) {
        var finding = Finding.of("kernel");
        var host = window.host();
        var overflows = host.listenOverflows();
        var drops = host.listenDrops();
        var retransmits = host.retransmits();
        if (overflows == null && drops == null && retransmits == null) {
            return finding.none("the system does not tell");
        }
        long refused = (overflows == null ? 0 : overflows) + (drops == null ? 0 : drops);
        long again = retransmits == null ? 0 : retransmits;
        String why = "accept queues dropped %,d, bound 0; %,d segments sent again, bound %d";
        String advice =
                refused > 0
                        ? "connections came faster than they were accepted: raise net.core.somaxconn"
                                + " or connect more slowly (--connect-rate)"
                        : "packets were lost, even on loopback: see the socket buffers, and what"
                                + " else uses the network";
        Object[] values = {refused, again, RETRANSMITS_RED};
        if (refused > 0 || again > RETRANSMITS_RED) {
            return finding.red(advice, why, values);
        }
        return again > 0 ? finding.amber(advice, why, values) : finding.green(why, values);
    }
}
