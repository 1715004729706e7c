package io.heddle;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.internal.time.WheelAccuracy;
import io.heddle.internal.time.WheelBenchmark;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// Runs the benchmarks: as a test for a moment, to see that they run; with
/// `-Dheddle.benchmarks=full` as they are meant, and prints what they say. How fast anything is, is
/// never asserted.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BenchmarksTest {

    private static final boolean FULL = "full".equals(System.getProperty("heddle.benchmarks"));
    private static final int PERCENT = 100;
    private static final String ALLOCATED = "gc.alloc.rate.norm"; // bytes an operation

    @BeforeAll
    static void prepareJmh() {
        System.setProperty("jmh.ignoreLock", "true"); // other builds on the machine are no matter
        System.setProperty("jmh.executor", "CUSTOM");
        System.setProperty("jmh.executor.class", HandlerExecutor.class.getName());
    }

    @ParameterizedTest
    @ValueSource(
            classes = {FlightRecorderBenchmark.class, StampBenchmark.class, WheelBenchmark.class})
    void everyBenchmarkRuns(Class<?> type) throws RunnerException {
        Collection<RunResult> results = new Runner(options(type).build()).run();

        assertEquals(benchmarksOf(type), names(results));
        if (FULL) {
            results.forEach(BenchmarksTest::print);
        }
    }

    @Test
    void everyTimerIsCalledByTheRealWheel() throws InterruptedException {
        if (FULL) {
            print("one timer", WheelAccuracy.measure(1, Duration.ofSeconds(10)));
        }
        int timers = FULL ? 1_000_000 : 1000;

        var result = WheelAccuracy.measure(timers, Duration.ofSeconds(FULL ? 20 : 0, 200_000_000));

        assertEquals(timers, result.timers());
        if (FULL) {
            print("a million timers", result);
        }
    }

    @Test
    void timersTakeHeap() {
        double bytes = WheelAccuracy.bytesPerTimer(FULL ? 1_000_000 : 100_000);

        assertTrue(bytes > 0, () -> bytes + " bytes");
        if (FULL) {
            System.out.printf("a timer with one field: %.1f bytes of heap%n", bytes);
        }
    }

    private static ChainedOptionsBuilder options(Class<?> type) {
        var options =
                new OptionsBuilder()
                        .include(type.getName().replace(".", "\\.") + "\\.")
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT);
        if (FULL) {
            return options.addProfiler(GCProfiler.class)
                    .jvmArgsAppend(
                            "-Djmh.executor=CUSTOM",
                            "-Djmh.executor.class=" + HandlerExecutor.class.getName());
        }
        return options.forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10));
    }

    private static Set<String> benchmarksOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> type.getSimpleName() + "." + method.getName())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> names(Collection<RunResult> results) {
        return results.stream().map(BenchmarksTest::name).collect(toCollection(TreeSet::new));
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }

    private static String parameters(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> " " + result.getParams().getParam(key))
                .collect(joining());
    }

    private static void print(RunResult result) {
        Statistics runs = result.getPrimaryResult().getStatistics();
        System.out.printf(
                "%-48s median %7.2f ns, %.2f to %.2f; %.0f bytes allocated%n",
                name(result) + parameters(result),
                runs.getPercentile(PERCENT / 2.0),
                runs.getMin(),
                runs.getMax(),
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }

    private static void print(String what, WheelAccuracy.Result result) {
        System.out.printf(
                "%s: late by %.2f ticks in the median, 99 %% by at most %.2f, %.2f to %.2f;"
                        + " the thread used %.3f s of CPU in %.1f s%n",
                what,
                result.median(),
                result.p99(),
                result.earliest(),
                result.latest(),
                result.cpuSeconds(),
                result.seconds());
    }
}
