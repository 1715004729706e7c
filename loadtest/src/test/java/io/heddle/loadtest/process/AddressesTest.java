package io.heddle.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:80", "localhost:65535", "unix:/run/a b.sock"})
    void printsWhatItReads(String text) {
        assertEquals(text, Addresses.print(Addresses.parse(text)));
    }

    @Test
    void printsThePortThatTheSystemChose() {
        assertEquals(
                "127.0.0.1:7",
                Addresses.print(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 7));
        assertEquals("unix:/a", Addresses.print(UnixDomainSocketAddress.of("/a"), 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", ":80", "127.0.0.1:x", "127.0.0.1:65536", "unix:"})
    void refusesWhatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Addresses.parse(text));
    }
}
