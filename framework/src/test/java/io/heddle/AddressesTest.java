package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 2520, 127.0.0.1:2520",
        "0.0.0.0, 0, 0.0.0.0:0",
        "192.168.100.200, 65535, 192.168.100.200:65535"
    })
    void printsVersion4(String host, int port, String printed) {
        assertEquals(
                printed, Addresses.print(new InetSocketAddress(InetAddress.ofLiteral(host), port)));
    }

    /// As text, [RFC 5952](https://www.rfc-editor.org/rfc/rfc5952) wants it this way; so does the
    /// Javadoc of the class.
    @ParameterizedTest
    @CsvSource({
        "::1, 2520, [::1]:2520",
        "::, 7007, [::]:7007",
        "2001:db8::1, 80, [2001:db8::1]:80",
        "2001:db8:0:1:1:1:1:1, 80, [2001:db8:0:1:1:1:1:1]:80",
        "2001:0:0:1:0:0:0:1, 80, [2001:0:0:1::1]:80"
    })
    void printsVersion6(String host, int port, String printed) {
        assertEquals(
                printed, Addresses.print(new InetSocketAddress(InetAddress.ofLiteral(host), port)));
    }

    @Test
    void printsHostThatWasNotLookedUp() {
        assertEquals(
                "example.invalid:80",
                Addresses.print(InetSocketAddress.createUnresolved("example.invalid", 80)));
    }

    @Test
    void printsNoNameOfHostThatWasLookedUp() throws UnknownHostException {
        var host = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});

        assertEquals("127.0.0.1:80", Addresses.print(new InetSocketAddress(host, 80)));
    }

    @Test
    void printsPathsOfUnixDomainSockets() {
        assertEquals("unix:a.sock", Addresses.print(UnixDomainSocketAddress.of("a.sock")));
        assertEquals(
                "an unnamed Unix-domain socket", Addresses.print(UnixDomainSocketAddress.of("")));
    }
}
