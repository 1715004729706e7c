package io.heddle.loadtest.report;

import io.heddle.loadtest.compare.ComparisonResult;
import io.heddle.loadtest.compare.Fork;
import io.heddle.loadtest.compare.Ratio;
import io.heddle.loadtest.compare.Row;
import io.heddle.loadtest.compare.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A result as JSON, with every round's numbers.
///
/// @param schema the version of this format
/// @param interrupted whether the run ended early, so that rounds are missing
public record JsonReport(
        String schema,
        boolean interrupted,
        JsonPlan plan,
        Environment environment,
        String baseline,
        List<JsonRow> targets,
        List<String> notes) {
    private static final String SCHEMA = "heddle-loadtest/1";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// One row: its medians over the rounds, its ratios to the others by their names, and its
    /// forks.
    public record JsonRow(
            String name,
            @Nullable String problem,
            List<String> command,
            @Nullable Medians medians,
            Map<String, Ratios> against,
            List<Fork> rounds) {}

    /// Medians over the rounds; null where no round has a value.
    public record Medians(
            @Nullable Double requestsPerSecond,
            @Nullable Double p50Micros,
            @Nullable Double p99Micros,
            @Nullable Double p999Micros,
            @Nullable Double serverCpuMicros,
            @Nullable Double serverBusy,
            @Nullable Double clientBusy,
            boolean clientWasTheLimit,
            @Nullable Double heapBytesPerIdleConnection,
            @Nullable Double directBytesPerIdleConnection) {}

    /// This row over another; more requests per second are better, more CPU per request is worse.
    public record Ratios(@Nullable Ratio requestsPerSecond, @Nullable Ratio serverCpuMicros) {}

    public static JsonReport of(ComparisonResult result, Environment environment) {
        return new JsonReport(
                SCHEMA,
                result.ending() == ComparisonResult.Ending.INTERRUPTED,
                JsonPlan.of(result.plan()),
                environment,
                result.baseline().name(),
                result.rows().stream().map(row -> row(row, result)).toList(),
                result.notes());
    }

    /// The report as indented text.
    public String text() {
        return MAPPER.writeValueAsString(this);
    }

    private static JsonRow row(Row row, ComparisonResult result) {
        var against = new LinkedHashMap<String, Ratios>();
        for (var other : result.rows()) {
            if (!other.equals(row)) {
                against.put(
                        other.name(),
                        new Ratios(
                                ratio(row, other, Window::requestsPerSecond),
                                ratio(row, other, Window::serverCpuMicros)));
            }
        }
        return new JsonRow(
                row.name(),
                row.problem(),
                result.plan().servers().command(row.entry().target()),
                row.measured() ? medians(row) : null,
                against,
                row.forks());
    }

    private static @Nullable Ratio ratio(Row row, Row other, ToDoubleFunction<Window> figure) {
        return row.over(other, figure);
    }

    private static Medians medians(Row row) {
        return new Medians(
                row.median(Window::requestsPerSecond),
                row.median(Window::p50Micros),
                row.median(Window::p99Micros),
                row.median(Window::p999Micros),
                row.median(Window::serverCpuMicros),
                row.median(Window::serverBusy),
                row.median(Window::clientBusy),
                row.clientWasTheLimit(),
                row.heapBytesPerIdleConnection(),
                row.directBytesPerIdleConnection());
    }
}
