package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/// `echo --metrics-port`, asked over HTTP.
class EchoMetricsTest {

    @Test
    void tellsPrometheusWhatIsGoingOn() throws Exception {
        try (var echo = EchoPeer.server("--metrics-port", "0", "--max-connections", "7");
                var peer = EchoPeer.connect(echo.readPort());
                var operator = EchoOperator.of(echo)) {
            peer.assertEchoed();

            var response = operator.get("/metrics");

            assertEquals(200, response.statusCode());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    response.headers().firstValue("Content-Type").orElse(""));
            assertSays(response.body(), "heddle_connections_current{server_name=\"echo\"} 1.0");
            assertSays(response.body(), "heddle_connections_limit{server_name=\"echo\"} 7.0");
            assertSays(response.body(), "heddle_bytes_in_bytes_total{server_name=\"echo\"} 1.0");
        }
    }

    @Test
    void saysThatItLivesAndIsReady() throws Exception {
        try (var echo = EchoPeer.server("--metrics-port", "0")) {
            echo.readPort();
            try (var operator = EchoOperator.of(echo)) {
                assertEquals("200 ok", operator.ask("/healthz"));
                assertEquals("200 ready", operator.ask("/readyz"));
            }
        }
    }

    @Test
    void saysWhatThereIsIfAskedForSomethingElse() throws Exception {
        try (var echo = EchoPeer.server("--metrics-port", "0")) {
            echo.readPort();
            try (var operator = EchoOperator.of(echo)) {
                assertEquals(
                        "404 there are /metrics, /healthz and /readyz",
                        operator.ask("/metrics/all"));
            }
        }
    }

    @Test
    void saysInOneLineThatTheMetricsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            var echo =
                    SampleProcess.run(
                            "echo", "--host", "127.0.0.1", "--port", "0", "--metrics-port", port);

            String address = "127.0.0.1:" + port;
            assertEquals(
                    new SampleProcess.Result(
                            1,
                            "",
                            "cannot listen on "
                                    + address
                                    + " for metrics: Address already in use\n"),
                    echo);
        }
    }

    private static void assertSays(String metrics, String line) {
        assertTrue(metrics.lines().anyMatch(line::equals), metrics);
    }
}
