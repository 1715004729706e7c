package io.heddle.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Connector;
import io.heddle.ConnectorConfig;
import io.heddle.Endpoint;
import io.heddle.Servers;
import io.heddle.client.ConnectionPool;
import io.heddle.client.PoolConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PoolMetricsTest {

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Test
    void showsWhatThePoolShows() throws Exception {
        try (var server = Servers.echo();
                var connector = Connector.open(ConnectorConfig.DEFAULT);
                var pool =
                        new ConnectionPool(
                                target -> connector.connect(target.address()),
                                PoolConfig.DEFAULT)) {
            var target = new Endpoint(Endpoint.Kind.TCP, server.addresses().getFirst());
            new PoolMetrics(pool).bindTo(registry);

            try (var lease = pool.borrow(target)) {
                assertEquals(1, value("heddle.pool.lent", "pool", pool.config().name()));
                lease.giveBack();
            }

            assertEquals(0, value("heddle.pool.lent"));
            assertEquals(1, value("heddle.pool.idle"));
            assertEquals(0, value("heddle.pool.waiting"));
            assertEquals(1, value("heddle.pool.borrowed"));
            assertEquals(1, value("heddle.pool.created"));
            assertEquals(0, value("heddle.pool.failed"));
            assertEquals(0, value("heddle.pool.refused"));
            assertEquals(0, value("heddle.pool.timeouts"));
            pool.borrow(target).close();
            assertEquals(1, value("heddle.pool.evicted", "reason", "dropped"));
        }
    }
}
