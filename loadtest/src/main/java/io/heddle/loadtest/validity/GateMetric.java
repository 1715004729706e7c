package io.heddle.loadtest.validity;

import io.heddle.loadtest.quantity.Rates;
import io.heddle.loadtest.result.Latency;
import io.heddle.loadtest.result.WindowResult;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a gate may ask for.
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum GateMetric {
    P50("p50", Latency::p50, 20),
    P90("p90", Latency::p90, 100),
    P99("p99", Latency::p99, 1000),
    P999("p99.9", Latency::p999, 10_000),
    MAX("max", Latency::max, 1),
    MEAN("mean", Latency::mean, 1),
    SERVICE_P50("service.p50", Latency::p50, 20),
    SERVICE_P90("service.p90", Latency::p90, 100),
    SERVICE_P99("service.p99", Latency::p99, 1000),
    SERVICE_P999("service.p99.9", Latency::p999, 10_000),
    SERVICE_MAX("service.max", Latency::max, 1),
    SERVICE_MEAN("service.mean", Latency::mean, 1),
    ERRORS("errors", WindowResult::errors),
    TIMEOUTS("timeouts", WindowResult::timeouts),
    DEADLINE_MISSES("deadline_misses", WindowResult::deadlineMisses),
    RATE("rate", Kind.RATE, WindowResult::achievedRate),
    CPU("cpu_us_per_req", Kind.MICROSECONDS, GateMetric::cpu),
    RSS("rss_per_conn", Kind.SIZE, GateMetric::rss);

    private static final String SERVICE = "service.";

    private final String symbol;
    private final Kind kind;
    private final Function<WindowResult, @Nullable Double> value;
    private final long samples;

    GateMetric(String symbol, Function<Latency, @Nullable Double> value, long samples) {
        this.symbol = symbol;
        kind = Kind.TIME;
        this.value = window -> value.apply(latency(window));
        this.samples = samples;
    }

    GateMetric(String symbol, ToLongFunction<WindowResult> count) {
        this.symbol = symbol;
        kind = Kind.REQUESTS;
        value = window -> (double) count.applyAsLong(window);
        samples = 0;
    }

    GateMetric(String symbol, Kind kind, Function<WindowResult, @Nullable Double> value) {
        this.symbol = symbol;
        this.kind = kind;
        this.value = value;
        samples = 0;
    }

    /// How a metric's values are written.
    enum Kind {
        TIME,
        MICROSECONDS,
        SIZE,
        RATE,
        REQUESTS;

        String format(double value, GateBound bound) {
            return switch (this) {
                case TIME ->
                        value < 1000
                                ? String.format(Locale.ROOT, "%.1f us", value)
                                : String.format(Locale.ROOT, "%,.2f ms", value / 1e3);
                case MICROSECONDS -> String.format(Locale.ROOT, "%.2f us", value);
                case SIZE -> String.format(Locale.ROOT, "%,.1f KiB", value / 1024);
                case RATE -> Rates.format(value);
                case REQUESTS ->
                        bound.isShare()
                                ? String.format(Locale.ROOT, "%.4f%%", 100 * value)
                                : String.format(Locale.ROOT, "%,.0f", value);
            };
        }
    }

    /// @param gate as typed, for the message
    static GateMetric named(String name, String gate) {
        String symbol = name.equals("cpu_us_per_request") ? CPU.symbol : name;
        return Arrays.stream(values())
                .filter(metric -> metric.symbol.equals(symbol))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "gate '%s': unknown metric '%s', known are %s"
                                        .formatted(gate, name, known())));
    }

    private static String known() {
        return Arrays.stream(values())
                        .filter(metric -> !metric.isService())
                        .map(metric -> metric.symbol)
                        .collect(Collectors.joining(", "))
                + ", and service.p50 to service.mean";
    }

    Kind kind() {
        return kind;
    }

    /// Whether it is of the time since a request was due.
    boolean isResponse() {
        return kind == Kind.TIME && !isService();
    }

    private boolean isService() {
        return symbol.startsWith(SERVICE);
    }

    /// The value in the unit of `bound`; null if the window has none.
    @Nullable Double value(WindowResult window, GateBound bound) {
        var plain = value.apply(window);
        if (plain == null || !bound.isShare()) {
            return plain;
        }
        long all = window.requests() + window.errors() + window.timeouts();
        return all == 0 ? null : (Double) (plain / all);
    }

    /// Why a window has no value.
    String missing(WindowResult window) {
        return switch (kind) {
            case TIME ->
                    String.format(
                            Locale.ROOT,
                            "%s needs %,d samples, there are %,d",
                            symbol,
                            samples,
                            latency(window).n());
            case MICROSECONDS, SIZE -> "the server's process is not ours, or it does not tell";
            case RATE, REQUESTS -> "there was no request";
        };
    }

    private Latency latency(WindowResult window) {
        return isService() ? window.serviceUs() : window.responseUs();
    }

    private static @Nullable Double cpu(WindowResult window) {
        var server = window.server();
        return server == null ? null : server.cpuUsPerRequest();
    }

    private static @Nullable Double rss(WindowResult window) {
        var server = window.server();
        var bytes = server == null ? null : server.rssBytes();
        return bytes == null || window.connections() == 0
                ? null
                : (Double) ((double) bytes / window.connections());
    }
}
