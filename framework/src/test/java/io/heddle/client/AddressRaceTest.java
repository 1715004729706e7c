package io.heddle.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// When attempts begin and who wins, to the millisecond ([RFC 8305
/// §5](https://www.rfc-editor.org/rfc/rfc8305#section-5)).
class AddressRaceTest {

    private final ScriptedRace race = new ScriptedRace(Duration.ofMillis(250));

    @Test
    void beginsAnAttemptEachDelayWhileNobodyAnswers() {
        race.isSilent().isSilent().isSilent().answers(20).run();

        assertEquals(List.of(0L, 250L, 500L, 750L), race.starts());
        assertEquals(4, race.winner());
        assertEquals(770, race.took());
        assertTrue(race.isOver());
    }

    @Test
    void beginsTheNextAttemptWhenTheOneBeforeFails() {
        race.fails(40).fails(0).answers(20).run();

        assertEquals(List.of(0L, 40L, 40L), race.starts());
        assertEquals(3, race.winner());
        assertEquals(60, race.took());
    }

    @Test
    void countsTheDelayFromTheAttemptBefore() {
        race.fails(40).isSilent().isSilent().answers(0).run();

        assertEquals(List.of(0L, 40L, 290L, 540L), race.starts());
    }

    @Test
    void failureOfAnEarlierAttemptBeginsNone() {
        race.fails(300).isSilent().answers(0).run();

        assertEquals(List.of(0L, 250L, 500L), race.starts());
    }

    @Test
    void failureOfALaterAttemptBeginsTheNext() {
        race.isSilent().fails(10).answers(5).run();

        assertEquals(List.of(0L, 250L, 260L), race.starts());
        assertEquals(265, race.took());
    }

    @Test
    void lastOfThoseUnderWayBeginsTheNextWhenAllHaveFailed() {
        race.fails(300).fails(150).answers(1).run();

        assertEquals(List.of(0L, 250L, 400L), race.starts());
    }

    @Test
    void asksOneAddressIfItAnswersInTime() {
        race.answers(249).isSilent().run();

        assertEquals(List.of(0L), race.starts());
        assertEquals(1, race.winner());
        assertEquals(249, race.took());
    }

    @Test
    void slowOneWinsIfItIsStillFirst() {
        race.answers(300).answers(100).run();

        assertEquals(List.of(0L, 250L), race.starts());
        assertEquals(1, race.winner());
        assertEquals(300, race.took());
        assertTrue(race.isOver());
    }

    @Test
    void laterOneWinsIfItIsFaster() {
        race.answers(400).answers(100).run();

        assertEquals(2, race.winner());
        assertEquals(350, race.took());
        assertTrue(race.isOver());
    }

    @Test
    void tellsAllFailuresInTheOrderOfTheAddresses() {
        race.fails(700).fails(10).fails(30).run();

        assertEquals(List.of(0L, 250L, 260L), race.starts());
        assertEquals(700, race.took());
        assertEquals("attempt 1", race.failure().getMessage());
        assertEquals(
                List.of("attempt 2", "attempt 3"),
                Stream.of(race.failure().getSuppressed()).map(Throwable::getMessage).toList());
    }

    @Test
    void goesByTheDelayItIsGiven() {
        var hasty = new ScriptedRace(Duration.ofMillis(10));

        hasty.isSilent().isSilent().isSilent().isSilent().answers(0).run();

        assertEquals(List.of(0L, 10L, 20L, 30L, 40L), hasty.starts());
    }
}
