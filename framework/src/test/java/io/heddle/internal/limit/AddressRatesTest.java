package io.heddle.internal.limit;

import static io.heddle.internal.limit.AddressCountsTest.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRatesTest {

    private static final int MOST = 65_536;

    private final AddressRates rates = new AddressRates(MOST);

    @Test
    void eachAddressHasABucketOfItsOwn() {
        assertTrue(take("192.0.2.1", 0));
        assertTrue(take("192.0.2.1", 0));
        assertFalse(take("192.0.2.1", 0));

        assertTrue(take("192.0.2.2", 0));
        assertTrue(take("192.0.2.1", 100));
        assertFalse(take("192.0.2.1", 100));
    }

    @Test
    void addressesOfOneNetworkShareABucket() {
        assertTrue(rates.take(address("2001:db8::1"), 64, 100, 1, 0));

        assertFalse(rates.take(address("2001:db8::2"), 64, 100, 1, 0));
        assertTrue(rates.take(address("2001:db8:0:1::1"), 64, 100, 1, 0));
    }

    @Test
    void forgetsThoseThatCameLongestAgo() {
        rates.take(address("192.0.2.1"), 32, 1_000_000_000, 1, 0);
        rates.take(address("192.0.2.2"), 32, 1_000_000_000, 1, 0);
        for (int i = 0; i < MOST - 1; i++) {
            assertFalse(rates.take(address("192.0.2.2"), 32, 1_000_000_000, 1, 1), "comes often");
            rates.take(CollidingAddresses.v6(i, 0), 64, 1_000_000_000, 1, 2);
        }

        assertEquals(MOST, rates.size());
        assertFalse(rates.take(address("192.0.2.2"), 32, 1_000_000_000, 1, 3));
        assertTrue(rates.take(address("192.0.2.1"), 32, 1_000_000_000, 1, 3), "begins anew");
    }

    @Test
    void millionAddressesLeaveNoMoreThanAreRemembered() {
        for (int i = 0; i < 1_000_000; i++) {
            rates.take(CollidingAddresses.v6(i, i), 64, 100, 1, i);
        }

        assertEquals(MOST, rates.size());
        rates.clear();
        assertEquals(0, rates.size());
    }

    @Test
    void collidingHashesDoNoHarm() {
        List<InetAddress> colliding = CollidingAddresses.all(MOST, 128);

        for (InetAddress address : colliding) {
            assertTrue(rates.take(address, 128, 100, 1, 0));
        }

        for (InetAddress address : colliding) {
            assertFalse(rates.take(address, 128, 100, 1, 0));
        }
    }

    private boolean take(String literal, long now) {
        return rates.take(address(literal), 32, 100, 2, now);
    }
}
