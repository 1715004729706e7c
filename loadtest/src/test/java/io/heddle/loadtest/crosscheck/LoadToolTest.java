package io.heddle.loadtest.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LoadToolTest {
    private static final String WRK =
            """
            Running 2s test @ http://127.0.0.1:8080/
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.21ms  366.43us   9.87ms   83.53%
                Req/Sec    52.31k     2.14k   57.61k    70.00%
              Latency Distribution
                 50%  980.00us
                 75%    1.35ms
                 90%    1.56ms
                 99%    2.41ms
              104116 requests in 2.00s, 64.04MB read
            """;
    private static final String OHA =
            """
            Summary:
              Success rate:\t100.00%
              Total:\t5.0019 sec
              Slowest:\t12.1500 ms
              Fastest:\t0.0480 ms
              Average:\t0.7211 ms
              Requests/sec:\t88123.4567

              Total data:\t1.26 MiB

            Response time histogram:
              0.048 ms [1]      |
              1.258 ms [430000] |■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■

            Response time distribution:
              10.00% in 0.4000 ms
              50.00% in 0.6512 ms
              99.00% in 2.0040 ms
              99.90% in 3.9000 ms

            Status code distribution:
              [200] 440000 responses
              [503] 17 responses

            Error distribution:
              [3] connection closed before message completed
              [64] aborted due to deadline
            """;
    private static final String H2LOAD =
            """
            starting benchmark...
            Application protocol: http/1.1

            finished in 5.00s, 40512.80 req/s, 5.64MB/s
            requests: 202564 total, 202628 started, 202564 done, 202560 succeeded, 4 failed, 1 errored, 0 timeout
            status codes: 202561 2xx, 0 3xx, 0 4xx, 3 5xx
            traffic: 28.20MB (29574344) total, 8.11MB (8507688) headers (space savings 0.00%)
                                 min         max         mean         sd        +/- sd
            time for request:       82us     14.08ms      1.57ms       492us    83.36%
            time for connect:      201us      2.46ms      1.15ms       664us    60.94%
            """;
    private static final String LATER_H2LOAD =
            """
            finished in 1.00s, 1000.00 req/s, 5.64MB/s
                             min         max         median         p95         p99         mean         sd        +/- sd
            request     :     82us     14.08ms      1.50ms       2.00ms      2.50ms      1.57ms       492us    83.36%
            """;

    @Test
    void readsWrk() {
        var quiet = LoadTool.WRK.parse(new ToolOutput(WRK + "Requests/sec:  52054.38\n"));

        assertReading(quiet, 52_054.38, 1_210, 980, 2_410, 0);

        var troubled =
                LoadTool.WRK.parse(
                        new ToolOutput(
                                WRK
                                        + "  Socket errors: connect 1, read 20, write 300, timeout 4000\n"
                                        + "  Non-2xx or 3xx responses: 50000\n"
                                        + "Requests/sec:   5.00\n"));

        assertReading(troubled, 5, 1_210, 980, 2_410, 54_321);
    }

    @Test
    void readsOha() {
        assertReading(
                LoadTool.OHA.parse(new ToolOutput(OHA)), 88_123.4567, 721.1, 651.2, 2_004, 20);
        assertReading(
                LoadTool.OHA.parse(
                        new ToolOutput(
                                """
                                  Average:      0.0010 secs
                                  Requests/sec: 10016.9373
                                  50.00% in 0.0012 secs
                                  99.00% in 0.0013 secs
                                """)),
                10_016.9373,
                1_000,
                1_200,
                1_300,
                0);
    }

    @Test
    void readsH2load() {
        var earlier = LoadTool.H2LOAD.parse(new ToolOutput(H2LOAD));

        assertEquals(40_512.8, earlier.requestsPerSecond());
        assertEquals(1_570, earlier.meanMicros().orElseThrow(), 1e-6);
        assertEquals(OptionalDouble.empty(), earlier.p99Micros());
        assertEquals(7, earlier.errors());

        var later = LoadTool.H2LOAD.parse(new ToolOutput(LATER_H2LOAD));

        assertReading(later, 1_000, 1_570, 1_500, 2_500, 0);
    }

    @Test
    void wantsARate() {
        for (var tool : LoadTool.values()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> tool.parse(new ToolOutput("unable to connect")));
        }
    }

    @Test
    void saysHowFarApartTheyAre() {
        var theirs = reading(1_000, OptionalDouble.of(200), OptionalDouble.empty());
        var ours = reading(950, OptionalDouble.of(210), OptionalDouble.of(300));

        assertEquals(
                "wrk: 1,000/s, 3 errors; ours: rate -5.0 %, p50 +5.0 %, p99 n/a",
                Disagreement.between(LoadTool.WRK, theirs, ours).toString());
    }

    private static ToolReading reading(double rate, OptionalDouble p50, OptionalDouble p99) {
        return new ToolReading(rate, OptionalDouble.empty(), p50, p99, 3);
    }

    private static void assertReading(
            ToolReading reading, double rate, double mean, double p50, double p99, long errors) {
        assertEquals(rate, reading.requestsPerSecond(), 1e-6);
        assertEquals(mean, reading.meanMicros().orElseThrow(), 1e-6);
        assertEquals(p50, reading.p50Micros().orElseThrow(), 1e-6);
        assertEquals(p99, reading.p99Micros().orElseThrow(), 1e-6);
        assertEquals(errors, reading.errors());
    }
}
