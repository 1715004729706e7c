package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.7/32, 192.0.2.7/32",
        "192.0.2.128/25, 192.0.2.128/25",
        "2001:db8::/32, 2001:db8::/32",
        "2001:0db8:0:0:0:0:0:0/032, 2001:db8::/32",
        "::/0, ::/0",
        "::1, ::1/128",
        "2001:db8:0:1::/64, 2001:db8:0:1::/64",
        "::ffff:192.0.2.0/24, 192.0.2.0/24",
    })
    void isReadAndPrinted(String text, String printed) {
        Network network = Network.parse(text);

        assertEquals(printed, network.toString());
        assertEquals(network, Network.parse(network.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "10/8",
                "10.1",
                "10.1.2",
                "4294967295",
                "010.0.0.1",
                "0x7f.0.0.1",
                "256.0.0.0/8",
                "1.2.3.4.5",
                "1.2.3.4.",
                "-1.2.3.4",
                " 192.0.2.0/24",
                "192.0.2.0 /24",
                "٣.1.1.1",
                "localhost",
                "localhost/24",
                "example.org/24",
                "[::1]/128",
                ":/0",
                ":::/0",
                "1::2::3/128",
                "fe80::1%nowhere/128",
                "12345::/16",
                "\u0000",
            })
    void refusesWhatIsNoAddress(String text) {
        String problem = refusal(text);

        assertTrue(problem.startsWith("network address must be a literal, was "), problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/",
                "192.0.2.0/ 24",
                "192.0.2.0/+24",
                "192.0.2.0/-1",
                "192.0.2.0/24/24",
                "192.0.2.0/1e1",
                "192.0.2.0/٢",
                "192.0.2.0/9999999999",
                "192.0.2.0/255.255.255.0",
            })
    void refusesBitsThatAreNoNumber(String text) {
        String bits = text.substring(text.indexOf('/') + 1);

        assertEquals("network bits must be a number, was " + bits, refusal(text));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/33, 32, 33", "::/129, 128, 129", "::ffff:192.0.2.0/120, 32, 120"})
    void refusesMoreBitsThanThereAre(String text, int most, int bits) {
        assertEquals("network bits must be between 0 and " + most + ", was " + bits, refusal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1/24", "192.0.2.0/22", "128.0.0.0/0"})
    void refusesBitsAfterTheLeadingOnes(String text) {
        assertTrue(refusal(text).startsWith("network " + text + " must have no bits set"), text);
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> Network.parse(text)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, 192.0.2.255, 192.0.3.0",
        "192.0.2.0/24, 192.0.2.9, ::ffff:192.0.2.9, 192.0.1.255",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.255, 192.0.2.127",
        "192.0.2.7/32, 192.0.2.7, 192.0.2.7, 192.0.2.6",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::1",
        "::/0, ::, ffff::ffff, 192.0.2.1",
        "2001:db8::/32, 2001:db8::1, 2001:db8:ffff::, 2001:db9::",
        "2001:db8::/63, 2001:db8::1, 2001:db8:0:1::1, 2001:db8:0:2::1",
        "::1/128, ::1, ::1, ::2",
    })
    void containsWhatBeginsAlike(String network, String one, String other, String outside) {
        assertTrue(contains(network, one), one);
        assertTrue(contains(network, other), other);
        assertFalse(contains(network, outside), outside);
    }

    private static boolean contains(String network, String address) {
        return Network.parse(network).contains(InetAddress.ofLiteral(address));
    }

    @Test
    void printsNoNameOfAHost() throws Exception {
        InetAddress named =
                InetAddress.getByAddress("host.invalid", new byte[] {(byte) 192, 0, 2, 7});

        assertEquals("192.0.2.7/32", new Network(named, 32).toString());
        assertEquals(Network.parse("192.0.2.7"), new Network(named, 32));
    }
}
