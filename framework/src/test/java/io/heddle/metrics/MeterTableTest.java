package io.heddle.metrics;

import static io.heddle.Eventually.eventually;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Alarm;
import io.heddle.Limits;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.WorkLimit;
import io.heddle.WorkLimitConfig;
import io.heddle.client.ConnectionPool;
import io.heddle.client.PoolConfig;
import io.heddle.tls.CertificateSource;
import io.heddle.tls.Certificates;
import io.heddle.tls.TestCertificates;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of meters in docs/observability.md list what there is.
class MeterTableTest {

    private static final Path PAGE = Path.of("..", "docs", "observability.md");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(heddle[a-z.]+)` \\| (gauge|counter|timer) \\| (`(\\w+)`)? ?\\|");

    @AutoClose private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void listsTheMetersAndNoOthers(@TempDir Path folder) throws Exception {
        Set<String> listed =
                ROW.matcher(Files.readString(PAGE))
                        .results()
                        .map(row ->
                                row.group(1)
                                        + " "
                                        + row.group(2)
                                        + (row.group(4) == null ? "" : " " + row.group(4)))
                        .collect(toCollection(TreeSet::new));
        var metrics = new ServerMetrics(registry, "table");
        new WorkLimitMetrics(new WorkLimit("table", WorkLimitConfig.fixed(1))).bindTo(registry);
        var own = TestCertificates.make(folder);
        new CertificateMetrics(
                        Certificates.of(
                                CertificateSource.pem(own.certificateFile(), own.keyFile())))
                .bindTo(registry);
        var datagrams =
                DatagramServerConfig.on(TestPeer.loopback(0))
                        .withObservers(List.of(new DatagramMetrics(registry, "table")));
        try (var server = SocketServer.start(Servers.config().withObserver(metrics), Servers.ECHO);
                var pool = new ConnectionPool(_ -> null, PoolConfig.DEFAULT);
                var other = DatagramServer.start(datagrams, _ -> {})) {
            eventually().until(() -> !registry.find("heddle.sessions.current").gauges().isEmpty());
            assertEquals(0, other.received());
            new PoolMetrics(pool).bindTo(registry);
            var alarm = new Alarm("many", 1, Duration.ZERO);
            server.limits(Limits.DEFAULT.withAlarm(alarm));
            metrics.alarmed(server, alarm, 1);

            assertEquals(
                    registry.getMeters().stream()
                            .map(MeterTableTest::row)
                            .collect(toCollection(TreeSet::new)),
                    listed);
        }
    }

    private static String row(Meter meter) {
        StringBuilder row = new StringBuilder(meter.getId().getName());
        row.append(' ').append(meter.getId().getType().name().toLowerCase(Locale.ROOT));
        meter.getId().getTags().stream()
                .map(Tag::getKey)
                .filter(key -> !Set.of("server.name", "limit", "pool").contains(key))
                .forEach(key -> row.append(' ').append(key));
        return row.toString();
    }
}
