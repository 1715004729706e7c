package io.heddle.loadtest.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Hiccups;
import io.heddle.loadtest.client.Arrivals.Burst;
import io.heddle.loadtest.client.Arrivals.Distribution;
import io.heddle.loadtest.client.Arrivals.Open;
import io.heddle.loadtest.client.Arrivals.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What the client says about servers of which the truth is known.
class OpenLoopTruthTest {
    private static final double RATE = 500;
    private static final Duration RUN = Duration.ofSeconds(3);
    private static final Duration FREEZE = Duration.ofMillis(600);
    private static final Duration FREEZE_AT = Duration.ofSeconds(1);
    // Of which the bounds below take several.
    private static final Duration BEARABLE = Duration.ofMillis(40);
    // Of most exchanges: 150 one after the other catch up after a freeze.
    private static final Duration QUICK = Duration.ofNanos(600_000);
    private static final int ATTEMPTS = 4;

    /// Requests due at the offset `a` of a freeze of length F wait for F - a, so that of a run of
    /// length T the share (F - x) / T waits longer than x.
    @Test
    void tellsHowLongAFrozenServerMadeRequestsWait() throws Exception {
        var sample = throughAFreeze(Arrivals.constant(RATE, RUN));

        var response = sample.response();
        assertEquals(RATE * seconds(RUN), (double) sample.due(), 1);
        assertEquals(sample.due(), sample.replies());
        for (double waited : new double[] {0.1, 0.2, 0.3, 0.4, 0.5}) {
            double expected = (seconds(FREEZE) - waited) / seconds(RUN);
            assertEquals(expected, shareAbove(response, waited), 0.04, "share above " + waited);
        }
        assertEquals(seconds(FREEZE), response.getMaxValue() / 1e9, 0.15);
        // The few connections had sent one request each: the service times hide all the others.
        assertTrue(shareAbove(sample.service(), 0.1) < 0.02, () -> "service " + sample);
        // The client was not late itself, even though requests waited for a connection.
        assertTrue(shareAbove(sample.sendLag(), 0.1) < 0.01, () -> "lag " + sample);
        // Little's law, with a mean by time that does not come from the histogram.
        double inFlight = response.getMean() / 1e9 * sample.replies() / sample.seconds();
        assertEquals(inFlight, sample.meanInFlight(), 0.05 * inFlight);
    }

    @Test
    void showsThatAClosedLoopOmitsAFreeze() throws Exception {
        var sample = throughAFreeze(new Arrivals.Closed(Duration.ofMillis(2)));

        assertTrue(shareAbove(sample.response(), 0.1) < 0.02, sample::toString);
        assertEquals(seconds(FREEZE), sample.response().getMaxValue() / 1e9, 0.15);
    }

    @Test
    void countsFromTheTimeARequestWasDueWhileNoConnectionWasFree() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                        new TestServer((input, output) -> {
                            awaitQuietly(release);
                            input.transferTo(output);
                        });
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                64,
                                                1,
                                                EngineOptions.loops(1))
                                        .withArrivals(
                                                Arrivals.constant(100, Duration.ofMillis(500))))) {
            load.start();
            var due = new long[1];
            await().until(() -> (due[0] += load.sample().due()) == 50);
            long released = System.nanoTime();
            release.countDown();

            var sample = load.finish();

            double answering = (System.nanoTime() - released) / 1e9;
            assertEquals(50, sample.replies());
            // The first was due 490 ms before the last, and so waited that much longer, but for the
            // time that it took to answer all. All but the first were sent in that time.
            assertTrue(sample.response().getMaxValue() >= 480_000_000, sample::toString);
            double longest = sample.response().getMaxValue() / 1e9;
            double shortest = sample.response().getMinValue() / 1e9;
            assertEquals(0.49, longest - shortest, 0.01 + answering, sample::toString);
            double service = sample.service().getValueAtPercentile(90) / 1e9;
            assertTrue(service < 0.01 + answering, sample::toString);
        }
    }

    @Test
    void followsRampsStagesAndBursts() throws Exception {
        var arrivals =
                new Open(
                        List.of(
                                new Stage(Duration.ofMillis(300), 0, 1000),
                                new Stage(Duration.ofMillis(200), 1000, 1000)),
                        Distribution.POISSON,
                        11,
                        List.of(new Burst(Duration.ofMillis(100), 30)));
        long expected = count(arrivals, 2);
        try (var server = TestServer.echo();
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                64,
                                                5,
                                                EngineOptions.loops(2))
                                        .withArrivals(arrivals))) {
            load.start();
            var replies = new long[1];

            await().until(() -> (replies[0] += load.sample().replies()) == expected);

            assertEquals(0, load.finish().due());
        }
    }

    private static long count(Open arrivals, int loops) {
        long count = 0;
        for (int loop = 0; loop < loops; loop++) {
            var schedule = new io.heddle.loadtest.client.schedule.Schedule(arrivals, loop, loops);
            for (; schedule.nextNanos() != Long.MAX_VALUE; schedule.advance()) {
                count++;
            }
        }
        return count;
    }

    /// Once more if the machine itself stood still, or was slow: the client would tell of that,
    /// too.
    private static ClientSample throughAFreeze(Arrivals arrivals) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (var hiccups = Hiccups.watch()) {
                var sample = throughOneFreeze(arrivals);
                var most = Duration.ofNanos(sample.service().getValueAtPercentile(75));
                if (hiccups.longest().compareTo(BEARABLE) < 0 && most.compareTo(QUICK) < 0) {
                    return sample;
                }
            }
        }
        return Assumptions.abort(
                "other programs kept us from running for more than %s, or from answering within %s,"
                                .formatted(BEARABLE, QUICK)
                        + " %d times in a row".formatted(ATTEMPTS));
    }

    private static ClientSample throughOneFreeze(Arrivals arrivals) throws Exception {
        try (var server = new FreezingServer();
                var load =
                        LoadClient.open(
                                LoadSpec.echo(
                                                Endpoint.raw(server.address()),
                                                64,
                                                2,
                                                EngineOptions.loops(1))
                                        .withArrivals(arrivals))) {
            load.exchangeEach(200);
            server.freeze(FREEZE_AT, FREEZE);
            load.start();
            long end = System.nanoTime() + RUN.toNanos();
            await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() >= end);
            return load.finish();
        }
    }

    private static double shareAbove(Histogram histogram, double seconds) {
        long above =
                histogram.getCountBetweenValues((long) (seconds * 1e9), histogram.getMaxValue());
        return (double) above / histogram.getTotalCount();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
