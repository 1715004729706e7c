package io.heddle.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.heddle.OverloadedException;
import io.heddle.WorkLimit;
import io.heddle.WorkLimitConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WorkLimitMetricsTest {

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final WorkLimit limit = new WorkLimit("backend", WorkLimitConfig.fixed(2));

    @Test
    void hasTheseMetersAndNoOthers() {
        new WorkLimitMetrics(limit).bindTo(registry);

        assertEquals(
                """
                heddle.work.admitted{limit=backend} COUNTER
                heddle.work.permits{limit=backend} GAUGE
                heddle.work.queued{limit=backend} GAUGE
                heddle.work.refused{limit=backend} COUNTER
                heddle.work.used{limit=backend} GAUGE
                """,
                registry.getMeters().stream()
                        .map(meter ->
                                meter.getId().getName()
                                        + meter.getId().getTags().stream()
                                                .map(tag -> tag.getKey() + "=" + tag.getValue())
                                                .collect(Collectors.joining(",", "{", "} "))
                                        + meter.getId().getType()
                                        + "\n")
                        .sorted()
                        .collect(Collectors.joining()));
    }

    @Test
    void showsWhatTheLimitShows() throws Exception {
        new WorkLimitMetrics(limit).bindTo(registry);

        limit.run(() ->
                limit.run(() -> {
                    assertEquals(2, gauge("heddle.work.used"));
                    assertThrows(OverloadedException.class, () -> limit.run(() -> {}));
                }));

        assertEquals(2, gauge("heddle.work.permits"));
        assertEquals(0, gauge("heddle.work.used"));
        assertEquals(0, gauge("heddle.work.queued"));
        assertEquals(2, counter("heddle.work.admitted"));
        assertEquals(1, counter("heddle.work.refused"));
    }

    private double gauge(String name) {
        return registry.get(name).tag("limit", "backend").gauge().value();
    }

    private double counter(String name) {
        return registry.get(name).tag("limit", "backend").functionCounter().count();
    }
}
