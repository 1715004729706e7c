package io.heddle.metrics;

import io.heddle.WorkLimit;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/// The meters of a [WorkLimit], on Micrometer: `new WorkLimitMetrics(limit).bindTo(registry)`.
///
/// | meter | kind | is or counts |
/// |---|---|---|
/// | `heddle.work.permits` | gauge | how many may be at work |
/// | `heddle.work.used` | gauge | how many are at work |
/// | `heddle.work.queued` | gauge | how many wait for a permit |
/// | `heddle.work.admitted` | counter | pieces of work that were begun |
/// | `heddle.work.refused` | counter | pieces of work for which there was no room |
///
/// The only tag is `limit`, the limit's name. A registry has one limit of a name. It does not keep
/// the limit from being collected as garbage; the handlers that use it do.
public final class WorkLimitMetrics implements MeterBinder {

    private final WorkLimit limit;

    /// Registers nothing yet.
    public WorkLimitMetrics(WorkLimit limit) {
        this.limit = limit;
    }

    /// Registers the meters. Any thread.
    @Override
    public void bindTo(MeterRegistry registry) {
        Tags tags = Tags.of("limit", limit.name());
        Gauge.builder("heddle.work.permits", limit, WorkLimit::permits)
                .tags(tags)
                .register(registry);
        Gauge.builder("heddle.work.used", limit, WorkLimit::used).tags(tags).register(registry);
        Gauge.builder("heddle.work.queued", limit, WorkLimit::queued).tags(tags).register(registry);
        FunctionCounter.builder("heddle.work.admitted", limit, WorkLimit::admitted)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("heddle.work.refused", limit, WorkLimit::refused)
                .tags(tags)
                .register(registry);
    }
}
