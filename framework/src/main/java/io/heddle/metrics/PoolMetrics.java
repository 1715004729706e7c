package io.heddle.metrics;

import io.heddle.client.ConnectionPool;
import io.heddle.client.EvictionReason;
import io.heddle.client.PoolSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The meters of a [ConnectionPool], on Micrometer: `new PoolMetrics(pool).bindTo(registry)`.
///
/// | meter | kind | further tag | is or counts |
/// |---|---|---|---|
/// | `heddle.pool.idle` | gauge | | connections that nobody uses |
/// | `heddle.pool.lent` | gauge | | connections that somebody uses |
/// | `heddle.pool.waiting` | gauge | | threads that wait for one |
/// | `heddle.pool.borrowed` | counter | | loans |
/// | `heddle.pool.created` | counter | | connections that were made |
/// | `heddle.pool.failed` | counter | | connections that could not be made |
/// | `heddle.pool.refused` | counter | | borrowers that found too many waiting |
/// | `heddle.pool.timeouts` | counter | | borrowers that have waited too long |
/// | `heddle.pool.evicted` | counter | `reason` | connections that were closed |
///
/// All have the tag `pool`, the pool's name. A registry has one pool of a name. It does not keep
/// the pool from being collected as garbage.
public final class PoolMetrics implements MeterBinder {

    private final ConnectionPool pool;
    private final Tags tags;

    /// Registers nothing yet.
    public PoolMetrics(ConnectionPool pool) {
        this.pool = pool;
        this.tags = Tags.of("pool", pool.config().name());
    }

    /// Registers the meters. Any thread.
    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "heddle.pool.idle", PoolSnapshot::idle);
        gauge(registry, "heddle.pool.lent", PoolSnapshot::lent);
        gauge(registry, "heddle.pool.waiting", PoolSnapshot::waiting);
        counter(registry, "heddle.pool.borrowed", PoolSnapshot::borrowed, tags);
        counter(registry, "heddle.pool.created", PoolSnapshot::created, tags);
        counter(registry, "heddle.pool.failed", PoolSnapshot::failed, tags);
        counter(registry, "heddle.pool.refused", PoolSnapshot::refused, tags);
        counter(registry, "heddle.pool.timeouts", PoolSnapshot::timedOut, tags);
        for (EvictionReason reason : EvictionReason.values()) {
            counter(
                    registry,
                    "heddle.pool.evicted",
                    now -> now.evicted().getOrDefault(reason, 0L),
                    tags.and("reason", reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    private void gauge(MeterRegistry registry, String name, ToLongFunction<PoolSnapshot> value) {
        Gauge.builder(name, pool, now -> value.applyAsLong(now.snapshot()))
                .tags(tags)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, ToLongFunction<PoolSnapshot> count, Tags of) {
        FunctionCounter.builder(name, pool, now -> count.applyAsLong(now.snapshot()))
                .tags(of)
                .register(registry);
    }
}
