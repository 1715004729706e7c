package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressLimitsTest {

    private static final AddressLimits UNLIMITED = AddressLimits.UNLIMITED;

    @Test
    void takesTheBoundsOfItsRanges() {
        assertEquals(1, UNLIMITED.withPerAddress(1).perAddress());
        assertEquals(1, UNLIMITED.withPerNetwork(1).perNetwork());
        assertEquals(8, UNLIMITED.withNetworkBits(8, 16).bitsV4());
        assertEquals(16, UNLIMITED.withNetworkBits(8, 16).bitsV6());
        assertEquals(32, UNLIMITED.withNetworkBits(32, 128).bitsV4());
        assertEquals(128, UNLIMITED.withNetworkBits(32, 128).bitsV6());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertEquals(
                "perAddress must be at least 1, was 0", refusal(() -> UNLIMITED.withPerAddress(0)));
        assertEquals(
                "perNetwork must be at least 1, was -1",
                refusal(() -> UNLIMITED.withPerNetwork(-1)));
        assertEquals(
                "bitsV4 must be between 8 and 32, was 7;"
                        + " bitsV6 must be between 16 and 128, was 15",
                refusal(() -> UNLIMITED.withNetworkBits(7, 15)));
        assertEquals(
                "bitsV4 must be between 8 and 32, was 33;"
                        + " bitsV6 must be between 16 and 128, was 129",
                refusal(() -> UNLIMITED.withNetworkBits(33, 129)));
        assertEquals(
                "perAddress must be at least 1, was 0; perNetwork must be at least 1, was 0",
                refusal(() -> new AddressLimits(0, 0, 24, 64, AcceptRate.UNLIMITED)));
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void copiesDifferInOneThing() throws Exception {
        assertEquals(List.of("perAddress"), changedBy(UNLIMITED.withPerAddress(7)));
        assertEquals(List.of("perNetwork"), changedBy(UNLIMITED.withPerNetwork(7)));
        assertEquals(List.of("bitsV4", "bitsV6"), changedBy(UNLIMITED.withNetworkBits(16, 48)));
        assertEquals(List.of("rate"), changedBy(UNLIMITED.withRate(AcceptRate.perSecond(7))));
        assertEquals(UNLIMITED, UNLIMITED.withPerAddress(7).withPerAddress(Limits.UNLIMITED));
    }

    private static List<String> changedBy(AddressLimits copy) throws Exception {
        return Differences.between(UNLIMITED, copy);
    }

    @Test
    void countsOnlyIfThereIsSomethingToCount() {
        assertFalse(UNLIMITED.isCounting());
        assertFalse(UNLIMITED.withRate(AcceptRate.perSecond(1)).isCounting());
        assertTrue(UNLIMITED.withPerAddress(1_000_000).isCounting());
        assertTrue(UNLIMITED.withPerNetwork(1_000_000).isCounting());
    }

    @Test
    void ipv4WithinIpv6IsIpv4() {
        var limits = UNLIMITED.withNetworkBits(16, 48);

        assertEquals(16, limits.networkBits(InetAddress.ofLiteral("192.0.2.1")));
        assertEquals(16, limits.networkBits(InetAddress.ofLiteral("::ffff:192.0.2.1")));
        assertEquals(48, limits.networkBits(InetAddress.ofLiteral("2001:db8::1")));
    }
}
