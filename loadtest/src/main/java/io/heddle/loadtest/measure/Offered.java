package io.heddle.loadtest.measure;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import java.time.Duration;

/// How many requests a schedule owes in a window: known without asking the client, which may be too
/// slow to notice what it owes.
final class Offered {
    /// Poisson counts stray by their square root; four of those are chance once in 30,000 windows.
    private static final double CHANCE = 4;

    private Offered() {}

    /// The requests that were due in the first `window` of the schedule.
    ///
    /// @param counted what the client says
    static double requests(Open schedule, Duration window, long counted) {
        double planned = planned(schedule, window);
        double slack =
                schedule.distribution() == Distribution.POISSON ? CHANCE * Math.sqrt(planned) : 1;
        return counted >= planned - slack ? counted : planned;
    }

    static double planned(Open schedule, Duration window) {
        double left = window.toNanos() / 1e9;
        double sum = 0;
        for (var stage : schedule.stages()) {
            double length = stage.length().toNanos() / 1e9;
            double part = Math.clamp(left, 0, length);
            double slope = length == 0 ? 0 : (stage.toPerSecond() - stage.fromPerSecond()) / length;
            sum += part * (stage.fromPerSecond() + slope * part / 2);
            left -= part;
        }
        for (Arrivals.Burst burst : schedule.bursts()) {
            if (burst.at().compareTo(window) < 0) {
                sum += burst.requests();
            }
        }
        return sum;
    }
}
