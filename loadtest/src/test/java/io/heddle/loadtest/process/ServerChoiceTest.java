package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.wire.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerChoiceTest {
    @Test
    void readsTargets() {
        var choice =
                assertInstanceOf(
                        ServerChoice.OfTarget.class, ServerChoice.parse("nio-reactor:loops=2"));

        assertEquals("nio-reactor:loops=2", choice.text());
    }

    @Test
    void readsCommands() {
        var choice =
                assertInstanceOf(
                        ServerChoice.OfCommand.class,
                        ServerChoice.parse("exec:nginx -g \"listen {port};\" 'a b'c"));

        assertEquals(List.of("nginx", "-g", "listen {port};", "a bc"), choice.words());
        assertEquals(OptionalInt.empty(), choice.port());
        assertEquals(
                List.of("nginx", "-g", "listen 80;", "a bc"),
                Commands.withPort(choice.words(), 80));
    }

    @Test
    void readsCommandsOnAPort() {
        var choice =
                assertInstanceOf(
                        ServerChoice.OfCommand.class, ServerChoice.parse("exec@7000:./run"));

        assertEquals(OptionalInt.of(7000), choice.port());
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:9000, RAW, false, 9000, ''",
        "tls://127.0.0.1:9000, RAW, true, 9000, ''",
        "bench://127.0.0.1:1/, BENCH, false, 1, ''",
        "benchs://127.0.0.1:1, BENCH, true, 1, ''",
        "http://127.0.0.1, HTTP, false, 80, /",
        "https://127.0.0.1/a/b?c=d, HTTP, true, 443, /a/b?c=d",
        "ws://[::1]:8080/echo, WEBSOCKET, false, 8080, /echo",
        "WSS://127.0.0.1:65535, WEBSOCKET, true, 65535, /"
    })
    void readsEndpoints(String text, Protocol protocol, boolean tls, int port, String path) {
        var endpoint =
                assertInstanceOf(ServerChoice.OfEndpoint.class, ServerChoice.parse(text))
                        .endpoint();

        assertEquals(protocol, endpoint.protocol());
        assertEquals(tls, endpoint.tls());
        var address = assertInstanceOf(InetSocketAddress.class, endpoint.address());
        assertEquals(port, address.getPort());
        assertEquals(path, endpoint.path());
        assertTrue(address.getAddress().isLoopbackAddress());
    }

    @Test
    void readsSocketsOfDatagrams() {
        var endpoint =
                assertInstanceOf(
                                ServerChoice.OfEndpoint.class,
                                ServerChoice.parse("udp://127.0.0.1:9000"))
                        .endpoint();

        assertEquals(
                Endpoint.datagrams(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9000)),
                endpoint);
        assertTrue(endpoint.isUdp());
    }

    @Test
    void readsUnixSockets() {
        var endpoint =
                assertInstanceOf(ServerChoice.OfEndpoint.class, ServerChoice.parse("unix:/run/a"))
                        .endpoint();

        assertEquals(Endpoint.raw(UnixDomainSocketAddress.of("/run/a")), endpoint);
        assertTrue(endpoint.isUnix());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exec:nginx          | needs {port}
                    exec@0:nginx        | must be between 1 and 65535, was 0
                    exec:               | empty or has an open quote
                    exec:a 'b {port}    | empty or has an open quote
                    exec@x:a            | is not exec:CMD
                    tcp://127.0.0.1     | must name a host and a port
                    tcp://:80           | must name a host and a port
                    udp://127.0.0.1     | must name a host and a port
                    tcp://127.0.0.1:1/x | must have no path
                    ftp://127.0.0.1:1   | must begin with one of
                    tcp:// :1           | is no URI
                    unix:               | names no path
                    nope                | unknown target
                    """)
    void saysWhatIsWrong(String text, String message) {
        var failure = assertThrows(IllegalArgumentException.class, () -> ServerChoice.parse(text));

        assertTrue(failure.getMessage().contains(message), failure.getMessage());
    }
}
