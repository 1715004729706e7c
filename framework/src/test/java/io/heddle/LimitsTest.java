package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Alarm BUSY = new Alarm("busy", 100, Duration.ofMinutes(1));
    private static final Network INSIDE = Network.parse("10.0.0.0/8");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65_536, Limits.UNLIMITED})
    void takesMaxConnectionsFromOneOn(int maxConnections) {
        assertEquals(
                maxConnections, Limits.DEFAULT.withMaxConnections(maxConnections).maxConnections());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesMaxConnectionsBelowOne(int maxConnections) {
        String problem = "maxConnections must be at least 1, was " + maxConnections;

        assertEquals(problem, refusal(() -> Limits.DEFAULT.withMaxConnections(maxConnections)));
    }

    @Test
    void leavesAtLeastOnePlaceToOrdinaryPeers() {
        Limits three = Limits.DEFAULT.withMaxConnections(3);

        assertEquals(2, three.withReserved(2).reserved());
        assertEquals(
                "reserved must be between 0 and 2, was 3", refusal(() -> three.withReserved(3)));
        assertEquals(
                "reserved must be between 0 and 2, was -1", refusal(() -> three.withReserved(-1)));
        assertEquals(
                "reserved must be between 0 and 1, was 2",
                refusal(() -> three.withReserved(2).withMaxConnections(2)));
        assertEquals(
                "reserved must be between 0 and 0, was 1",
                refusal(() -> Limits.DEFAULT.withMaxConnections(1).withReserved(1)));
    }

    @Test
    void namesEverythingThatIsWrong() {
        String problems =
                refusal(() ->
                        new Limits(
                                0,
                                1,
                                AtLimit.HOLD,
                                AddressLimits.UNLIMITED,
                                List.of(),
                                List.of(BUSY, BUSY)));

        assertEquals(
                "maxConnections must be at least 1, was 0;"
                        + " reserved must be between 0 and 0, was 1;"
                        + " alarm name busy is used twice",
                problems);
    }

    @Test
    void refusesAnAlarmOfTheSameName() {
        Limits one = Limits.DEFAULT.withAlarm(BUSY);

        assertEquals(
                "alarm name busy is used twice",
                refusal(() -> one.withAlarm(new Alarm("busy", 7, Duration.ZERO))));
    }

    @Test
    void copiesDifferInOneThing() throws Exception {
        Limits limits = Limits.DEFAULT;

        assertEquals(List.of("maxConnections"), changedBy(limits.withMaxConnections(7)));
        assertEquals(List.of("reserved"), changedBy(limits.withReserved(7)));
        assertEquals(List.of("atLimit"), changedBy(limits.withAtLimit(AtLimit.reject(""))));
        assertEquals(
                List.of("addresses"),
                changedBy(limits.withAddresses(AddressLimits.UNLIMITED.withPerAddress(7))));
        assertEquals(List.of("exempt"), changedBy(limits.withExempt(INSIDE)));
        assertEquals(List.of("alarms"), changedBy(limits.withAlarm(BUSY)));
    }

    private static List<String> changedBy(Limits copy) throws Exception {
        return Differences.between(Limits.DEFAULT, copy);
    }

    @Test
    void networksAndAlarmsAreAdded() {
        Network other = Network.parse("::1");
        Alarm full = new Alarm("full", 1000, Duration.ZERO);

        Limits limits =
                Limits.DEFAULT.withExempt(INSIDE).withExempt(other).withAlarm(BUSY).withAlarm(full);

        assertEquals(List.of(INSIDE, other), limits.exempt());
        assertEquals(List.of(BUSY, full), limits.alarms());
    }

    @Test
    void keepsCopiesOfLists() {
        List<Network> exempt = new ArrayList<>(List.of(INSIDE));
        List<Alarm> alarms = new ArrayList<>(List.of(BUSY));
        var limits = new Limits(1, 0, AtLimit.HOLD, AddressLimits.UNLIMITED, exempt, alarms);

        exempt.clear();
        alarms.clear();

        assertEquals(List.of(INSIDE), limits.exempt());
        assertEquals(List.of(BUSY), limits.alarms());
    }

    @Test
    void equalsOnesThatSayTheSame() {
        assertEquals(
                Limits.DEFAULT.withExempt(INSIDE).withAlarm(BUSY),
                Limits.DEFAULT.withAlarm(BUSY).withExempt(Network.parse("10.0.0.0/8")));
    }

    @Test
    void defaultHolds65536ConnectionsAndNobodyElse() {
        assertEquals(
                new Limits(
                        65_536,
                        0,
                        new AtLimit.Hold(),
                        new AddressLimits(
                                Limits.UNLIMITED, Limits.UNLIMITED, 24, 64, AcceptRate.UNLIMITED),
                        List.of(),
                        List.of()),
                Limits.DEFAULT);
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
