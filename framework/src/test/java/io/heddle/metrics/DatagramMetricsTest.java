package io.heddle.metrics;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.TestPeer;
import io.heddle.udp.DatagramClient;
import io.heddle.udp.DatagramHandler;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DatagramMetricsTest {

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final DatagramServerConfig config =
            DatagramServerConfig.on(TestPeer.loopback(0))
                    .withObservers(List.of(new DatagramMetrics(registry, "metered")));

    /// Meters come soon after the start: the observer is told of that by another thread.
    private double count(String name, String... tags) {
        eventually().until(() -> registry.find(name).tags(tags).meter() != null);
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Test
    void countsDatagrams() throws Exception {
        DatagramHandler handler =
                datagram -> {
                    if (datagram.length() == 1) {
                        throw new IllegalStateException("on purpose");
                    }
                    datagram.reply(datagram.payload());
                };
        try (var server = DatagramServer.start(config, handler);
                var client = DatagramClient.connect(server.addresses().getFirst())) {
            client.exchange(new byte[3], Duration.ofSeconds(10), 1);
            client.send(new byte[1]);

            eventually().until(() -> count("heddle.datagrams.failed") == 1);
            assertEquals(2, count("heddle.datagrams.received", "server.name", "metered"));
            eventually().until(() -> count("heddle.datagrams.bytes.out") == 3); // counted last
            assertEquals(1, count("heddle.datagrams.sent"));
            assertEquals(4, count("heddle.datagrams.bytes.in"));
            assertEquals(0, count("heddle.datagrams.dropped", "reason", "queue-full"));
        }
        eventually().until(() -> registry.getMeters().isEmpty());
    }

    @Test
    void countsSessions() throws Exception {
        try (var server =
                        DatagramServer.startSessions(
                                config,
                                session -> {
                                    session.send(session.receive().payload());
                                    session.receive();
                                });
                var client = DatagramClient.connect(server.addresses().getFirst())) {
            client.exchange(new byte[3], Duration.ofSeconds(10), 1);

            assertEquals(1, count("heddle.sessions.current"));
            client.send(new byte[1]);

            eventually().until(() -> count("heddle.sessions.closed", "reason", "handled") == 1);
            assertEquals(1, count("heddle.sessions.opened"));
            assertEquals(0, count("heddle.sessions.current"));
        }
    }
}
