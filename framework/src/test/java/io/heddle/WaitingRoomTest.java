package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.WaitingRoom.Guest;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingRoomTest {

    private final WaitingRoom room = new WaitingRoom(new AtomicInteger());
    private final List<String> out = new ArrayList<>();
    private SocketChannel channel; // of all guests: nobody talks to them here

    @BeforeEach
    void open() throws Exception {
        channel = SocketChannel.open();
    }

    @AfterEach
    void close() throws Exception {
        channel.close();
    }

    @Test
    void admitsInOrder() {
        add("one", 100, false);
        add("two", 50, false);

        assertTrue(admitOne());
        assertTrue(admitOne());
        assertFalse(admitOne());

        assertEquals(List.of("one", "two"), out);
        assertEquals(0, room.size());
    }

    @Test
    void admitsExemptOnesFirst() {
        add("one", 100, false);
        add("operator", 100, true);
        add("second operator", 100, true);

        admitOne();
        admitOne();
        admitOne();

        assertEquals(List.of("operator", "second operator", "one"), out);
    }

    @Test
    void keepsTheFirstWhileThereIsNoPlace() {
        add("one", 100, false);

        assertFalse(room.admitOne(guest -> false, guest -> out.add(guest.farewell())));

        assertEquals(1, room.size());
        assertTrue(room.has(false));
        assertFalse(room.has(true));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -75, Long.MAX_VALUE - 75, Long.MIN_VALUE})
    void timesOutWhoseTimeIsOverWhereverTheyStand(long begin) {
        add("patient", begin + 100, false);
        add("impatient", begin + 50, false);
        add("operator", begin + 70, true);

        assertEquals(50, room.nanosToExpiry(begin));
        expire(begin + 49);
        assertEquals(List.of(), out);
        expire(begin + 50);
        assertEquals(List.of("impatient"), out);
        assertEquals(20, room.nanosToExpiry(begin + 50));
        expire(begin + 80);
        assertEquals(20, room.nanosToExpiry(begin + 80));
        expire(begin + 100);
        assertEquals(List.of("impatient", "operator", "patient"), out);
        assertEquals(Long.MAX_VALUE, room.nanosToExpiry(begin + 100));
    }

    @Test
    void looksAgainThoughTheFirstToGoWasAdmitted() {
        add("one", 50, false);
        add("two", 100, false);
        admitOne();

        expire(60);

        assertEquals(List.of("one"), out);
        assertEquals(40, room.nanosToExpiry(60));
    }

    @Test
    void beginsAnewAfterItWasEmpty() {
        add("one", 50, false);
        admitOne();
        add("two", 200, false);

        assertEquals(190, room.nanosToExpiry(10));
    }

    @Test
    void clearsAll() {
        add("one", 50, false);
        add("operator", 50, true);

        room.clear(guest -> out.add(guest.farewell()));

        assertEquals(2, out.size());
        assertEquals(0, room.size());
    }

    private void add(String name, long until, boolean exempt) {
        Ticket ticket = exempt ? Ticket.EXEMPT : Ticket.ORDINARY;
        room.add(new Guest(channel, null, ticket, until, name));
    }

    private boolean admitOne() {
        return room.admitOne(guest -> true, guest -> out.add(guest.farewell()));
    }

    private void expire(long now) {
        room.expire(now, guest -> out.add(guest.farewell()));
    }
}
