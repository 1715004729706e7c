package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Places places = new Places(2, 0);
    private final List<String> woken = new ArrayList<>();
    private final Places.Claimant one = () -> woken.add("one");
    private final Places.Claimant other = () -> woken.add("other");
    private final Places.Claimant operator = () -> woken.add("operator");

    @Test
    void givesAsManyAsThereAre() {
        assertTrue(places.take(one, false));
        assertTrue(places.take(other, false));
        assertFalse(places.take(one, false));

        assertEquals(2, places.taken());
    }

    @Test
    void wakesTheFirstInLine() {
        fill();
        places.take(one, false);
        places.take(other, false);

        places.giveBack(false);

        assertEquals(List.of("one"), woken);
    }

    @Test
    void lateComersDoNotOvertake() {
        fill();
        places.take(one, false);

        places.giveBack(false);

        assertFalse(places.take(other, false));
        assertTrue(places.take(one, false));
    }

    @Test
    void takesTurns() {
        fill();
        places.take(one, false);
        places.take(other, false);

        places.giveBack(false);
        places.take(one, false);
        places.take(one, false); // in line again, behind the other
        places.giveBack(false);

        assertEquals(List.of("one", "other"), woken);
        assertTrue(places.take(other, false));
    }

    @Test
    void nextInLineIsCalledWhenTheFirstHasOneOfSeveral() {
        fill();
        places.take(one, false);
        places.giveBack(false);
        places.giveBack(false);
        places.take(other, false); // behind the first, though there are two
        woken.clear();

        places.take(one, false);

        assertEquals(List.of("other"), woken);
        assertTrue(places.take(other, false));
    }

    @Test
    void whoWithdrawsLetsTheNextOneGo() {
        fill();
        places.take(one, false);
        places.take(other, false);
        places.giveBack(false);

        places.withdraw(one, false);

        assertEquals(List.of("one", "other"), woken);
        assertTrue(places.take(other, false));
    }

    @Test
    void exemptOnesGetReservedPlaces() {
        places.resize(3, 1);
        fill();

        assertFalse(places.take(one, false));
        assertTrue(places.take(operator, true));
        assertEquals(3, places.taken());
        assertFalse(places.take(operator, true));
    }

    @Test
    void reservedPlacesStayReservedWhenExemptOnesComeFirst() {
        places.resize(3, 1);
        places.take(operator, true);

        fill();

        assertFalse(places.take(one, false), "all ordinary places are taken");
    }

    @Test
    void exemptOneIsNotKeptWaitingByTheCrowdInLine() {
        places.resize(3, 1);
        fill();
        places.take(operator, true);
        places.take(one, false);
        places.take(operator, true);

        places.giveBack(true);

        assertEquals(List.of("operator"), woken);
        assertTrue(places.take(operator, true));
    }

    @Test
    void exemptPeerOfAListenerWithACrowdIsCalledForAReservedPlace() {
        places.resize(3, 1);
        fill();
        places.take(operator, true);
        places.take(other, false);
        places.take(one, false);
        places.take(one, true);

        places.giveBack(true);

        assertEquals(List.of("one"), woken, "though it is second in the line of the crowd");
        assertTrue(places.take(one, true));
    }

    @Test
    void placeForAnExemptPeerDoesNotCostTheCrowdItsTurn() {
        places.resize(3, 1);
        fill();
        places.take(one, false);
        places.take(other, false);

        assertTrue(places.take(one, true));
        places.giveBack(false);

        assertEquals(List.of("one"), woken);
        assertFalse(places.take(other, false));
    }

    @Test
    void whoDoesNotWaitGetsNoPlaceThatOthersWaitFor() {
        fill();
        places.take(one, false);

        places.giveBack(false);

        assertFalse(places.takeNow(false));
        assertTrue(places.takeNow(true), "but if it is exempt");
    }

    @Test
    void moreOfThemLetWaitingOnesGo() {
        fill();
        places.take(one, false);

        places.resize(3, 0);

        assertEquals(List.of("one"), woken);
    }

    @Test
    void fewerOfThemTurnNobodyOut() {
        fill();

        places.resize(1, 0);

        assertEquals(2, places.taken());
        places.giveBack(false);
        assertFalse(places.take(one, false), "one is taken and there is only one");
        places.giveBack(false);
        assertTrue(places.take(one, false));
    }

    @Test
    void isExactWhateverThreadsDo() throws Exception {
        var busy = new Places(7, 2);
        var inside = new AtomicInteger();
        var ordinaryInside = new AtomicInteger();

        Crowd.of(
                16,
                member -> {
                    var random = new Random(member);
                    for (int i = 0; i < 5_000; i++) {
                        boolean exempt = random.nextInt(4) == 0;
                        if (busy.takeNow(exempt)) {
                            assertTrue(inside.incrementAndGet() <= 7);
                            if (!exempt) {
                                assertTrue(ordinaryInside.incrementAndGet() <= 5);
                                ordinaryInside.decrementAndGet();
                            }
                            inside.decrementAndGet();
                            busy.giveBack(exempt);
                        }
                    }
                });

        assertEquals(0, busy.taken());
    }

    private void fill() {
        while (places.takeNow(false)) {
            // until there is none
        }
    }
}
