package io.heddle.loadtest.statistics;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.ClientUse;
import io.heddle.loadtest.result.Fairness;
import io.heddle.loadtest.result.HistogramText;
import io.heddle.loadtest.result.HostUse;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.Light;
import io.heddle.loadtest.result.ServerUse;
import io.heddle.loadtest.result.WindowResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The windows of several clients as one.
///
/// Shares of processors are those of the busiest client, counts are sums. The median of the
/// connections' replies cannot be known and is the smallest of the clients' medians, which it is
/// not below. Of each check the worst is kept.
final class MergedWindow {
    private static final String RESPONSE = "response";
    private static final String SERVICE = "service";
    private static final String SEND_LAG = "send_lag";
    private static final int MOST_HICCUPS = 100;

    private final List<WindowResult> windows;

    private MergedWindow(List<WindowResult> windows) {
        this.windows = windows;
    }

    /// @param windows of the same loop, at least one
    /// @throws IllegalArgumentException if a histogram is missing, or several measured a server
    static WindowResult of(List<WindowResult> windows) {
        return new MergedWindow(windows).merged();
    }

    private WindowResult merged() {
        var checks = checks();
        return new WindowResult(
                windows.getFirst().label(),
                windows.getFirst().loop(),
                windows.stream().allMatch(window -> window.offeredRate() != null)
                        ? (Double) sum(window -> Objects.requireNonNull(window.offeredRate()))
                        : null,
                sum(WindowResult::achievedRate),
                count(WindowResult::requests),
                count(WindowResult::errors),
                count(WindowResult::timeouts),
                count(WindowResult::deadlineMisses),
                largest(WindowResult::durationS),
                latency(RESPONSE),
                latency(SERVICE),
                latency(SEND_LAG),
                bounds(WindowResult::connectUs),
                bounds(WindowResult::firstByteUs),
                (int) count(WindowResult::connections),
                sum(WindowResult::meanInFlight),
                fairness(),
                client(),
                server(),
                host(),
                checks.values().stream().noneMatch(check -> check.light() == Light.RED),
                checks,
                List.of(),
                Map.of(
                        RESPONSE, HistogramText.encode(HistogramText.merged(texts(RESPONSE))),
                        SERVICE, HistogramText.encode(HistogramText.merged(texts(SERVICE))),
                        SEND_LAG, HistogramText.encode(HistogramText.merged(texts(SEND_LAG)))));
    }

    private double sum(ToDoubleFunction<WindowResult> part) {
        return windows.stream().mapToDouble(part).sum();
    }

    private double largest(ToDoubleFunction<WindowResult> part) {
        return windows.stream().mapToDouble(part).max().orElse(0);
    }

    private long count(ToLongFunction<WindowResult> part) {
        return windows.stream().mapToLong(part).sum();
    }

    private Latency latency(String name) {
        return Latency.of(HistogramText.merged(texts(name)));
    }

    private List<String> texts(String name) {
        return windows.stream()
                .map(window -> {
                    var text = window.histograms().get(name);
                    if (text == null) {
                        throw new IllegalArgumentException(
                                "cannot merge: a result has no histogram '%s'".formatted(name));
                    }
                    return text;
                })
                .toList();
    }

    /// Of a distribution without its histogram only the ends and the mean can be known.
    private Latency bounds(Function<WindowResult, Latency> part) {
        var parts = windows.stream().map(part).filter(latency -> latency.n() > 0).toList();
        long n = parts.stream().mapToLong(Latency::n).sum();
        double total = 0;
        Double min = null;
        Double max = null;
        for (var latency : parts) {
            var mean = latency.mean();
            total += mean == null ? 0 : mean * latency.n();
            min = merged(min, latency.min(), Math::min);
            max = merged(max, latency.max(), Math::max);
        }
        return new Latency(min, null, null, null, null, max, n == 0 ? null : total / n, n);
    }

    private static <T> @Nullable T merged(
            @Nullable T one, @Nullable T other, BinaryOperator<T> operator) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return operator.apply(one, other);
    }

    /// Jain's index is the square of a sum over a sum of squares, and both add up.
    private Fairness fairness() {
        double squares = 0;
        for (var window : windows) {
            double replies = window.requests();
            double jain = window.fairness().jain();
            squares += replies == 0 ? 0 : replies * replies / (window.connections() * jain);
        }
        double all = count(WindowResult::requests);
        return new Fairness(
                windows.stream().mapToLong(window -> window.fairness().min()).min().orElse(0),
                windows.stream().mapToDouble(window -> window.fairness().median()).min().orElse(0),
                windows.stream().mapToLong(window -> window.fairness().max()).max().orElse(0),
                squares == 0 ? 1 : all * all / (count(WindowResult::connections) * squares),
                count(window -> window.fairness().starved()));
    }

    private ClientUse client() {
        return new ClientUse(
                largest(window -> window.client().busyShare()),
                sum(window -> window.client().cpuS()),
                largest(window -> window.client().hiccupMaxUs()),
                windows.stream()
                        .flatMap(window -> window.client().hiccupsS().stream())
                        .sorted()
                        .limit(MOST_HICCUPS)
                        .toList(),
                count(window -> window.client().gcCount()),
                count(window -> window.client().gcMs()),
                count(window -> window.client().heapBytes()),
                count(window -> window.client().clipped()));
    }

    /// The one that is known, its cost shared by all clients' requests.
    private @Nullable ServerUse server() {
        var known = windows.stream().map(WindowResult::server).filter(Objects::nonNull).toList();
        if (known.size() > 1) {
            throw new IllegalArgumentException(
                    "cannot merge: %d clients measured a server of their own"
                            .formatted(known.size()));
        }
        if (known.isEmpty()) {
            return null;
        }
        var one = known.getFirst();
        long requests = count(WindowResult::requests);
        return new ServerUse(
                one.cores(),
                one.cpuUserS(),
                one.cpuSystemS(),
                one.busyShare(),
                requests == 0
                        ? null
                        : (Double) ((one.cpuUserS() + one.cpuSystemS()) * 1e6 / requests),
                one.rssBytes(),
                one.heapBytes(),
                one.threads(),
                one.descriptors(),
                one.contextSwitches(),
                one.gcCount(),
                one.gcMs(),
                one.jitMs(),
                one.safepointMs(),
                one.vtParallelism(),
                one.vtMounted(),
                one.vtQueued());
    }

    /// The worst of the clients' machines, which may be one and the same.
    private HostUse host() {
        return windows.stream()
                .map(WindowResult::host)
                .reduce((one, other) ->
                        new HostUse(
                                merged(one.foreignCpuShare(), other.foreignCpuShare(), Math::max),
                                merged(one.stealShare(), other.stealShare(), Math::max),
                                merged(one.psiCpuSome(), other.psiCpuSome(), Math::max),
                                merged(one.listenOverflows(), other.listenOverflows(), Math::max),
                                merged(one.listenDrops(), other.listenDrops(), Math::max),
                                merged(one.retransmits(), other.retransmits(), Math::max),
                                merged(one.timeWait(), other.timeWait(), Math::max),
                                merged(
                                        one.socketMemoryBytes(),
                                        other.socketMemoryBytes(),
                                        Math::max)))
                .orElseThrow();
    }

    private Map<String, Check> checks() {
        var worst = new LinkedHashMap<String, Check>();
        for (int i = 0; i < windows.size(); i++) {
            for (var entry : windows.get(i).checks().entrySet()) {
                var check = entry.getValue();
                worst.merge(
                        entry.getKey(),
                        new Check(
                                check.light(),
                                check.title(),
                                "client %d: %s".formatted(i + 1, check.why()),
                                check.advice()),
                        Board::worse);
            }
        }
        return Collections.unmodifiableMap(worst);
    }
}
