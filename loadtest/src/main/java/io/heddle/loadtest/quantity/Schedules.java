package io.heddle.loadtest.quantity;

import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What an open loop's schedule is made of, as typed: stages such as `10s@1k,10s@2k` or
/// `30s@1k:20k`, and bursts such as `500@2s`.
public final class Schedules {
    private Schedules() {}

    /// Reads stages, one after the other; a stage's rate may be a ramp.
    ///
    /// @return at least one
    /// @throws IllegalArgumentException if `text` is no such list; the message names the stage
    public static List<Stage> stages(String text) {
        var stages = new ArrayList<Stage>();
        for (String stage : text.split(",", -1)) {
            int at = at(stage, "a stage such as 10s@1k or 30s@1k:20k");
            var length = Durations.parse(stage.substring(0, at));
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException(
                        "the length of stage '%s' must be more than 0".formatted(stage));
            }
            stages.add(Rates.stage(stage.substring(at + 1), length));
        }
        return stages;
    }

    /// Reads bursts.
    ///
    /// @return at least one, in the order of their times
    /// @throws IllegalArgumentException if `text` is no such list; the message names the burst
    public static List<Burst> bursts(String text) {
        var bursts = new ArrayList<Burst>();
        for (String burst : text.split(",", -1)) {
            int at = at(burst, "a burst such as 500@2s");
            int requests = Counts.parse(burst.substring(0, at));
            Duration time = Durations.parse(burst.substring(at + 1));
            if (requests < 1 || time.isNegative()) {
                throw new IllegalArgumentException(
                        "burst '%s' must have at least 1 request at 0s or later".formatted(burst));
            }
            bursts.add(new Burst(time, requests));
        }
        bursts.sort(Comparator.comparing(Burst::at));
        return bursts;
    }

    private static int at(String text, String examples) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, examples));
        }
        return at;
    }
}
