package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:7007",
                "0.0.0.0:0",
                "[::1]:7007",
                "[2001:db8::1]:65535",
                "[2001:0:0:1::1]:80",
                "example.org:80",
                "unix:/run/echo.sock",
                "unix:echo.sock",
                "unix:/a:b",
                "udp:127.0.0.1:53",
                "udp:[::1]:53",
                "udp:example.org:53"
            })
    void printsWhatWasParsed(String text) {
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:0DB8:0:0:0:0:0:1]:80, [2001:db8::1]:80",
        "[0:0:0:0:0:0:0:0]:1, [::]:1",
        "tcp:127.0.0.1:1, 127.0.0.1:1",
        "127.0.0.1:007, 127.0.0.1:7"
    })
    void printsTheShortForm(String text, String shortForm) {
        Endpoint endpoint = Endpoint.parse(text);

        assertEquals(shortForm, endpoint.toString());
        assertEquals(endpoint, Endpoint.parse(shortForm));
    }

    @Test
    void knowsItsKind() {
        assertEquals(Endpoint.Kind.TCP, Endpoint.parse("localhost:1").kind());
        assertEquals(Endpoint.Kind.UDP, Endpoint.parse("udp::1").kind());
        assertEquals(
                new Endpoint(Endpoint.Kind.UNIX, UnixDomainSocketAddress.of("/x")),
                Endpoint.parse("unix:/x"));
    }

    @Test
    void withoutHostIsEveryLocalAddress() {
        var address = (InetSocketAddress) Endpoint.parse(":7007").address();

        assertTrue(address.getAddress().isAnyLocalAddress());
        assertEquals(7007, address.getPort());
    }

    @Test
    void looksNamesUpWhenToldTo() {
        Endpoint named = Endpoint.parse("localhost:7007");
        assertTrue(((InetSocketAddress) named.address()).isUnresolved());

        var resolved = (InetSocketAddress) named.resolve().address();

        assertTrue(resolved.getAddress().isLoopbackAddress());
        Endpoint literal = Endpoint.parse("127.0.0.1:1");
        assertSame(literal, literal.resolve());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "\"\" | there is no port",
                "localhost | there is no port",
                "[::1] | there is no port",
                "localhost: | '' is no port",
                "localhost:http | 'http' is no port",
                "localhost:-1 | '-1' is no port",
                "localhost:65536 | the port must be at most 65535",
                "::1:80 | an IPv6 address must be in brackets",
                "[::1:80 | '[::1' is no IPv6 address in brackets",
                "[127.0.0.1]:80 | '[127.0.0.1]' is no IPv6 address in brackets",
                "[::g]:80 | '::g' is no IP address",
                "1.2.3.256:80 | '1.2.3.256' is no IP address",
                "a b:80 | 'a b' is no host",
                "unix: | the path is empty",
                "unix:@name | abstract sockets, which have no file and no mode, are not supported"
            })
    void saysWhatIsWrong(String text, String what) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));

        assertEquals("cannot read the address '" + text + "': " + what, wrong.getMessage());
    }

    @Test
    void refusesAddressOfOtherKind() {
        var inet = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

        assertThrows(IllegalArgumentException.class, () -> new Endpoint(Endpoint.Kind.UNIX, inet));
    }
}
