package io.heddle.samples.ping;

import io.heddle.icmp.EchoReply;
import io.heddle.icmp.IcmpError;
import io.heddle.icmp.NoReply;
import io.heddle.icmp.PingOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What became of all requests.
final class Statistics {

    private final List<Double> millis = new ArrayList<>();
    private final long start = System.nanoTime();
    private int transmitted;
    private int errors;

    void sent() {
        transmitted++;
    }

    void add(PingOutcome outcome) {
        switch (outcome) {
            case EchoReply reply -> millis.add(millis(reply.roundTrip()));
            case IcmpError _ -> errors++;
            case NoReply _ -> {}
        }
    }

    boolean hasReplies() {
        return !millis.isEmpty();
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /// The lines at the end.
    String print(String host) {
        int received = millis.size();
        int lost = transmitted == 0 ? 0 : 100 * (transmitted - received) / transmitted;
        String lines =
                "%n--- %s ping statistics ---%n%d packets transmitted, %d received%s, %d%% packet loss, time %dms"
                        .formatted(
                                host,
                                transmitted,
                                received,
                                errors == 0 ? "" : ", +" + errors + " errors",
                                lost,
                                (System.nanoTime() - start) / 1_000_000);
        return received == 0 ? lines : lines + System.lineSeparator() + roundTrips();
    }

    private String roundTrips() {
        var summary = millis.stream().mapToDouble(each -> each).summaryStatistics();
        double average = summary.getAverage();
        double squares = millis.stream().mapToDouble(each -> each * each).average().orElse(0);
        double deviation = Math.sqrt(Math.max(0, squares - average * average));
        return String.format(
                Locale.ROOT,
                "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms",
                summary.getMin(),
                average,
                summary.getMax(),
                deviation);
    }
}
