package io.heddle.samples.ping;

import io.heddle.icmp.EchoReply;
import io.heddle.icmp.IcmpError;
import io.heddle.icmp.NoReply;
import io.heddle.icmp.PingOutcome;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/// What became of all requests.
final class Statistics {

    private final DoubleSummaryStatistics millis = new DoubleSummaryStatistics();
    private double squares; // of them, their sum
    private final long start = System.nanoTime();
    private int transmitted;
    private int errors;

    void sent() {
        transmitted++;
    }

    void add(PingOutcome outcome) {
        switch (outcome) {
            case EchoReply reply -> received(millis(reply.roundTrip()));
            case IcmpError _ -> errors++;
            case NoReply _ -> {}
        }
    }

    private void received(double took) {
        millis.accept(took);
        squares += took * took;
    }

    boolean hasReplies() {
        return millis.getCount() > 0;
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /// The lines at the end.
    String print(String host) {
        long received = millis.getCount();
        long lost = transmitted == 0 ? 0 : 100 * (transmitted - received) / transmitted;
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
        double average = millis.getAverage();
        double variance = squares / millis.getCount() - average * average;
        return String.format(
                Locale.ROOT,
                "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms",
                millis.getMin(),
                average,
                millis.getMax(),
                Math.sqrt(Math.max(0, variance)));
    }
}
