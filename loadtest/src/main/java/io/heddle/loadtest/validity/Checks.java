package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.WindowResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The checks V1 to V12.
public final class Checks {
    /// The check whose red light means overload.
    public static final String OFFERED_LOAD = "V2";

    /// The check of who was the limit.
    public static final String LIMIT = "V4";

    /// The check that needs a comparison: whether all targets are alike.
    public static final String SPREAD = "V12";

    /// Its title.
    public static final String SPREAD_TITLE = "targets differ";

    private Checks() {}

    /// The same window with its checks V1 to V11 made, `valid` set, and V12 (which needs a
    /// comparison) as [Light#NONE].
    ///
    /// @param unchecked has no checks yet
    /// @param steady whether the warm-up before it was steady; null if there was none
    public static WindowResult made(WindowResult unchecked, @Nullable Boolean steady) {
        var checks = new LinkedHashMap<String, Check>();
        checks.put("V1", LoadChecks.answers(unchecked));
        checks.put(OFFERED_LOAD, LoadChecks.offeredLoad(unchecked));
        checks.put("V3", ClientChecks.sendLag(unchecked));
        checks.put(LIMIT, ClientChecks.limit(unchecked));
        checks.put("V5", LoadChecks.littlesLaw(unchecked));
        checks.put("V6", LoadChecks.fairness(unchecked));
        checks.put("V7", HostChecks.steady(unchecked, steady));
        checks.put("V8", HostChecks.quiet(unchecked.host()));
        checks.put("V9", ClientChecks.pause(unchecked));
        checks.put("V10", LoadChecks.histograms(unchecked));
        checks.put("V11", HostChecks.kernel(unchecked));
        checks.put(
                SPREAD, Finding.of(SPREAD_TITLE).none("one window cannot tell, a comparison can"));
        boolean valid = checks.values().stream().noneMatch(check -> check.light() == Light.RED);
        return new WindowResult(
                unchecked.label(),
                unchecked.loop(),
                unchecked.offeredRate(),
                unchecked.achievedRate(),
                unchecked.requests(),
                unchecked.errors(),
                unchecked.timeouts(),
                unchecked.deadlineMisses(),
                unchecked.durationS(),
                unchecked.responseUs(),
                unchecked.serviceUs(),
                unchecked.sendLagUs(),
                unchecked.connectUs(),
                unchecked.firstByteUs(),
                unchecked.connections(),
                unchecked.meanInFlight(),
                unchecked.fairness(),
                unchecked.client(),
                unchecked.server(),
                unchecked.host(),
                valid,
                Collections.unmodifiableMap(checks),
                unchecked.series(),
                unchecked.histograms());
    }

    /// Whether less was answered than was due. The queue then grows as long as the window lasts, so
    /// its response times say how long the window was and nothing else: print them as `unbounded
    /// (overload)`.
    ///
    /// @param checked has its checks
    public static boolean overloaded(WindowResult checked) {
        var check = checked.checks().get(OFFERED_LOAD);
        return check != null && check.light() == Light.RED;
    }
}
