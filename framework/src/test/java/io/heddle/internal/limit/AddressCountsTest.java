package io.heddle.internal.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.internal.limit.AddressCounts.Seat;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCountsTest {

    private static final int ANY = Integer.MAX_VALUE;

    private final AddressCounts counts = new AddressCounts();

    @Test
    void countsAnAddress() {
        var first = counts.enter(address("192.0.2.1"), 24, 2, ANY);
        assertNotNull(counts.enter(address("192.0.2.1"), 24, 2, ANY));

        assertNull(counts.enter(address("192.0.2.1"), 24, 2, ANY));

        assertNotNull(counts.enter(address("192.0.2.2"), 24, 2, ANY));
        counts.leave(first);
        assertNotNull(counts.enter(address("192.0.2.1"), 24, 2, ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.254, 192.0.3.1, 24",
        "192.0.2.127, 192.0.2.1, 192.0.2.128, 25",
        "10.1.0.1, 10.255.0.1, 11.0.0.1, 8",
        "192.0.2.1, 192.0.2.1, 192.0.2.0, 32",
        "2001:db8::1, 2001:db8::ffff:0:0:1, 2001:db8:0:1::1, 64",
        "2001:db8:0:1::1, 2001:db8:0:0::1, 2001:db8:0:2::1, 63",
        "2001:db8::1:1, 2001:db8::1, 2001:db8::1:0:0:0, 80",
        "2001:db8::1, 2001:db8::1, 2001:db8::2, 128",
        "2001:db8::1, 2001:ffff::1, 2002::1, 16",
    })
    void countsANetwork(String one, String alike, String other, int bits) {
        assertNotNull(counts.enter(address(one), bits, ANY, 1));

        assertNull(counts.enter(address(alike), bits, ANY, 1));
        assertNotNull(counts.enter(address(other), bits, ANY, 1));
    }

    @Test
    void ipv4AndIpv6AreApart() {
        assertNotNull(counts.enter(address("0.0.0.0"), 8, ANY, 1));

        assertNotNull(counts.enter(address("::"), 8, ANY, 1));
    }

    @Test
    void whoIsRefusedTakesNothing() {
        counts.enter(address("192.0.2.1"), 24, 1, ANY);

        for (int i = 0; i < 10; i++) {
            assertNull(counts.enter(address("192.0.2.1"), 24, 1, ANY));
        }

        assertNotNull(counts.enter(address("192.0.2.2"), 24, ANY, 2));
        assertNull(counts.enter(address("192.0.2.3"), 24, ANY, 2));
    }

    @Test
    void networkOfOneAddressIsCountedOnce() {
        var seat = counts.enter(address("192.0.2.1"), 32, ANY, ANY);
        assertEquals(1, counts.size());

        counts.leave(seat);

        assertEquals(0, counts.size());
    }

    @Test
    void seatRemembersItsNetworkThoughOthersAreOfAnotherSize() {
        var narrow = counts.enter(address("192.0.2.1"), 24, ANY, ANY);
        var wide = counts.enter(address("192.0.2.1"), 16, ANY, ANY);

        counts.leave(narrow);

        assertNull(counts.enter(address("192.0.3.1"), 16, ANY, 1));
        assertNotNull(counts.enter(address("192.0.2.2"), 24, ANY, 1));
        assertEquals(24, narrow.networkBits());
        assertEquals(16, wide.networkBits());
    }

    @Test
    void millionAddressesLeaveNothing() {
        var random = new Random(1);
        Queue<Seat> seats = new ArrayDeque<>();
        for (int i = 0; i < 1_000_000; i++) {
            InetAddress address = i % 2 == 0 ? v4(random.nextInt()) : v6(random);
            seats.add(counts.enter(address, i % 2 == 0 ? 24 : 64, ANY, ANY));
            if (seats.size() > 1000) {
                counts.leave(seats.remove());
            }
        }
        assertEquals(true, counts.size() <= 2000);

        seats.forEach(counts::leave);

        assertEquals(0, counts.size());
    }

    /// As many as a machine has ports, with a table in which all of them are neighbours.
    @Test
    void collidingHashesDoNoHarm() {
        List<InetAddress> colliding = CollidingAddresses.all(65_536, 128);
        List<Seat> seats = new ArrayList<>();

        for (InetAddress address : colliding) {
            seats.add(counts.enter(address, 128, 1, 1));
        }

        for (InetAddress address : colliding) {
            assertNull(counts.enter(address, 128, 1, 1));
        }
        assertEquals(colliding.size(), counts.size());
        seats.forEach(counts::leave);
        assertEquals(0, counts.size());
    }

    static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static InetAddress v4(int bits) {
        return address(
                (bits >>> 24)
                        + "."
                        + (bits >>> 16 & 255)
                        + "."
                        + (bits >>> 8 & 255)
                        + "."
                        + (bits & 255));
    }

    private static InetAddress v6(Random random) {
        return CollidingAddresses.v6(random.nextLong(), random.nextLong());
    }
}
